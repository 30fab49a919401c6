interface Pruned {
  readonly value: unknown;
  /** It, and no list of rows inside it, is about the person. */
  readonly mentions: boolean;
}

/** What the engine that runs us knows of JSON beyond what TypeScript does: numbers too long for it, as they were written. */
interface ExactJson {
  rawJSON(text: string): object;
  isRawJSON(value: unknown): boolean;
  parse(text: string, revive: (key: string, value: unknown, context: { readonly source: string }) => unknown): unknown;
}
const exactJson = JSON as unknown as ExactJson;

/**
 * JSON without the rows that mention somebody: items of lists, the innermost that are not plain values, or all of it where
 * it is in no list. Answers the text and how many rows went; null where nobody is mentioned. Throws SyntaxError.
 */
export function eraseFromJson(text: string, address: RegExp): { text: string; removed: number } | null {
  let removed = 0;
  const prune = (value: unknown): Pruned => {
    if (typeof value === 'string') return { value, mentions: address.test(value) };
    if (typeof value !== 'object' || value === null || exactJson.isRawJSON(value)) return { value, mentions: false };
    return Array.isArray(value) ? pruneList(value) : pruneObject(value);
  };
  const pruneList = (list: readonly unknown[]): Pruned => {
    const items = list.map(prune);
    const holdsRows = list.some((item) => typeof item === 'object' && item !== null && !exactJson.isRawJSON(item));
    if (!holdsRows) return { value: list, mentions: items.some(({ mentions }) => mentions) };
    const kept = items.filter(({ mentions }) => !mentions);
    removed += items.length - kept.length;
    return { value: kept.map(({ value }) => value), mentions: false };
  };
  const pruneObject = (object: object): Pruned => {
    const entries = Object.entries(object).map(([key, value]) => [key, prune(value)] as const);
    const mentions = entries.some(([key, value]) => value.mentions || address.test(key));
    return { value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])), mentions };
  };
  const root = prune(
    exactJson.parse(text, (_key, value, { source }) =>
      typeof value === 'number' && String(value) !== source ? exactJson.rawJSON(source) : value,
    ),
  );
  if (root.mentions) return { text: '[]', removed: removed + 1 };
  return removed === 0 ? null : { text: JSON.stringify(root.value), removed };
}
