import type { PartRange } from '#connectors/kit/connector.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { MysqlType } from './map-mysql-type.ts';
import { quoteName } from './quote.ts';
import type { SourceColumn } from './read-source-columns.ts';

const wholeNumbers: readonly string[] = ['tinyint', 'smallint', 'mediumint', 'int', 'bigint'];
const texts: readonly string[] = ['char', 'varchar'];

/** How bounds of a key are written: whole numbers in digits, texts and bytes in hex; null where it cannot bound parts. */
export function boundForm({ name, binary }: MysqlType): 'digits' | 'text' | 'bytes' | null {
  if (wholeNumbers.includes(name)) return 'digits';
  if (!texts.includes(name)) return null;
  return binary ? 'bytes' : 'text';
}

/**
 * The rows whose key is `from` or comes after it, and comes before `to`, in the order of the server's own index. A literal
 * takes on the collation of the column it is compared with, so that the index is used.
 */
export function composeRange(
  { key = null, from = null, to = null }: PartRange,
  columns: readonly SourceColumn[],
): string {
  const column = columns.find((candidate) => candidate.column === key);
  const form = column === undefined ? null : boundForm(column.type);
  // The key that the parts were made of is another now: nothing that was read goes with what would be.
  if (column === undefined || form === null)
    throw new TelarError('source_state_gone', { actor: 'nobody', retryable: true });
  const place = `source.${quoteName(column.column)}`;
  const conditions = [
    ...(from === null ? [] : [`${place} >= ${writeBound(from, form)}`]),
    ...(to === null ? [] : [`${place} < ${writeBound(to, form)}`]),
  ];
  return conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
}

export function writeBound(bound: string, form: NonNullable<ReturnType<typeof boundForm>>): string {
  const isSafe = form === 'digits' ? /^-?\d+$/.test(bound) : /^([0-9a-f]{2})*$/i.test(bound);
  if (!isSafe) throw new TelarError('source_state_gone', { actor: 'nobody', retryable: true });
  if (form === 'digits') return bound;
  return form === 'text' ? `_utf8mb4 X'${bound}'` : `X'${bound}'`;
}
