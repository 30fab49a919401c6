import type { PartRange, ReadContext } from '#connectors/kit/connector.ts';
import { checkReadable, findColumn, findCursor } from '#connectors/kit/table-columns.ts';
import { isNumericType } from '#core/graph/field-type.ts';
import type { DriftPolicy } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';
import { composeRange } from './compose-range.ts';
import { composeSince } from './compose-since.ts';
import { mayNotFit, readingExpression, toFieldType } from './map-mysql-type.ts';
import { quoteName } from './quote.ts';
import { relationText, type SourceColumn } from './read-source-columns.ts';
import { chooseForm, type writeCsv } from './write-csv.ts';

/** What is asked of the server, and how its answer becomes CSV. */
export interface Reading {
  readonly sql: string;
  readonly forms: Parameters<typeof writeCsv>[0];
  readonly lenient: boolean;
}

type Wanted = Pick<ReadContext<TableSourceSettings>, 'limit' | 'since'> & { readonly range?: PartRange };

/** The query for the settings' fields: of everything, of what is new, or of one part. */
export function composeReading(
  settings: TableSourceSettings,
  columns: readonly SourceColumn[],
  { limit, since, range }: Wanted,
): Reading {
  const { drift } = settings;
  const find = (field: SourceField) => columns[findColumn('mysql', field, columns, drift)];
  const place = ({ column }: SourceColumn) => `source.${quoteName(column)}`;
  const chosen = settings.fields.map((field) => ({ field, column: find(field) }));
  const selected = chosen.map(({ column }) => (column ? readingExpression(place(column), column.type) : 'NULL'));
  const cursor = since?.from == null ? undefined : find(findCursor(since, settings.fields));
  const bound = cursor === undefined ? '' : composeSince(since, place(cursor), cursor.type);
  const part = range === undefined ? '' : composeRange(range, columns);
  const rows = limit === undefined ? '' : ` LIMIT ${Math.max(0, Math.floor(limit))}`;
  return {
    sql: `SELECT ${selected.join(', ')} FROM ${relationText(settings)} AS source${bound}${part}${rows}`,
    forms: chosen.map(({ field, column }) => (column ? chooseForm(column.type, field.type) : { quoted: false })),
    lenient: chosen.some(({ field, column }) => column !== undefined && mayNotHold(field, column, drift)),
  };
}

/** Whether rows have to be judged one by one. What is yes or no to MySQL is a number too. */
function mayNotHold(field: SourceField, { name, type }: SourceColumn, drift: DriftPolicy | undefined): boolean {
  const actual = toFieldType(type);
  if (actual === 'boolean' && isNumericType(field.type)) return mayNotFit(type, field.type);
  const readable = checkReadable('mysql', field, { name, type: actual, typeName: type.name }, drift);
  return !readable || mayNotFit(type, field.type);
}
