const maxNameLength = 120;

/**
 * Usable names for columns: trimmed, one line, never empty, and unique even where letter case is not told apart.
 * The second `email` becomes `email 2`; a column without a name becomes `Column 3` by its place.
 */
export function nameFields(rawNames: readonly string[]): string[] {
  const cleaned = rawNames.map((raw, index) => cleanName(raw) || `Column ${index + 1}`);
  const taken = new Set<string>();
  const original = new Set(cleaned.map((name) => name.toLowerCase()));
  return cleaned.map((name) => {
    let unique = name;
    for (let count = 2; taken.has(unique.toLowerCase()); count += 1) {
      const next = `${name} ${count}`;
      unique = original.has(next.toLowerCase()) && !taken.has(next.toLowerCase()) ? unique : next;
    }
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function cleanName(raw: string): string {
  return raw
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, maxNameLength)
    .trim();
}
