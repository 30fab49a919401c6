import { createHash } from 'node:crypto';

/** A hash that is equal for equal settings, whatever the order of their keys. */
export function hashSettings(kind: string, settings: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(`${kind}\n${stringifySorted(settings)}`)
    .digest('hex');
}

function stringifySorted(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
