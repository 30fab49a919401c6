const literal = /'((?:[^']|'')*)'/g;

/** What stands around the values of `stage IN (…)` as PostgreSQL writes it, with the casts that varchar brings. */
const membership =
  /^CHECK \(\(+(?:"[^"]+"|\w+)\)?(?:::[a-z ]+)? = ANY \(+ARRAY\[[?(), :a-z\d]*\]\)?(?:::[a-z ]+\[\])?\)+$/;

/** The values that a CHECK lists as the only ones; null where it says anything else. */
export function readCheckedValues(condition: string): string[] | null {
  if (!membership.test(condition.replaceAll(literal, '?'))) return null;
  const values = [...condition.matchAll(literal)].map(([, value = '']) => value.replaceAll("''", "'"));
  return values.length === 0 ? null : values;
}
