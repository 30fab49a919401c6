import { escapeLiteral } from 'pg';
import type { PartRange, ReadContext } from '#connectors/kit/connector.ts';
import { findColumn, findCursor } from '#connectors/kit/table-columns.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';
import { composeSince } from './compose-since.ts';
import { relationText, type SourceColumn } from './read-source-columns.ts';
import { selectFields } from './select-fields.ts';

type Wanted = Pick<ReadContext<TableSourceSettings>, 'limit' | 'since'> & { readonly range?: PartRange };

/** The query for the settings' fields. Columns are renamed by position, so that a query may repeat a name. */
export function composeReading(
  settings: TableSourceSettings,
  columns: readonly SourceColumn[],
  { limit, since, range }: Wanted,
): { query: string; lenient: boolean } {
  const aliases = columns.map((_, index) => `c${index}`);
  const { expressions, lenient } = selectFields(
    settings.fields,
    columns,
    (index) => `source.${aliases[index]}`,
    settings.drift,
  );
  const from = `${relationText(settings)} AS source(${aliases.join(', ')})`;
  const cursor = since?.from == null ? -1 : findColumn('postgres', findCursor(since, settings.fields), columns);
  const bound =
    cursor < 0 ? '' : composeSince(since, `source.${aliases[cursor]}`, (columns[cursor] as SourceColumn).type);
  const part = range === undefined ? '' : composeRange(range, columns);
  const rows = limit === undefined ? '' : ` LIMIT ${Math.max(0, Math.floor(limit))}`;
  return { query: `SELECT ${expressions.join(', ')} FROM ${from}${bound}${part}${rows}`, lenient };
}

/** The rows from `from` on and before `to`; of a column, or of the places of rows in the table where none is named. */
function composeRange({ key = null, from = null, to = null }: PartRange, columns: readonly SourceColumn[]): string {
  const index = columns.findIndex(({ name }) => name === key);
  const type = key === null ? 'tid' : (columns[index]?.type.name ?? 'text');
  const place = key === null ? 'source.ctid' : `source.c${index}`;
  const conditions = [
    ...(from === null ? [] : [`${place} >= ${escapeLiteral(from)}::${type}`]),
    ...(to === null ? [] : [`${place} < ${escapeLiteral(to)}::${type}`]),
  ];
  return conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
}
