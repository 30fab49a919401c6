const maxDepth = 5;

/** Value at a path of keys; undefined when it leads nowhere. */
export function readPath(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}

/** Keys of a dotted path; none for the empty one. */
export function splitPath(path: string): string[] {
  return path === '' ? [] : path.split('.');
}

/**
 * The dotted path to the list that most likely holds the rows: the longest list of objects, else the longest list,
 * nearer ones first. The value itself (an empty path) when it is a list or holds none.
 */
export function locateRows(value: unknown): string {
  if (Array.isArray(value)) return '';
  const lists: { path: string; weight: number }[] = [];
  const visit = (current: unknown, path: string[]): void => {
    if (typeof current !== 'object' || current === null || path.length > maxDepth) return;
    if (Array.isArray(current)) {
      const objects = current.filter(
        (item) => typeof item === 'object' && item !== null && !Array.isArray(item),
      ).length;
      lists.push({ path: path.join('.'), weight: objects * 1000 + current.length });
      return;
    }
    // A key with a dot cannot be written in a dotted path.
    for (const [key, child] of Object.entries(current)) if (!key.includes('.')) visit(child, [...path, key]);
  };
  visit(value, []);
  return lists.reduce((best, next) => (next.weight > best.weight ? next : best), { path: '', weight: 0 }).path;
}
