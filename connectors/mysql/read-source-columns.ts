import type { FieldPacket, PreparedStatementInfo } from 'mysql2/promise';
import { nameFields } from '#connectors/kit/name-fields.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { explainMissingTable } from './explain-missing-table.ts';
import { type MysqlType, nameType } from './map-mysql-type.ts';
import type { MysqlSession } from './mysql-session.ts';
import { quoteName } from './quote.ts';

/** What the source reads. */
type SourceSelection = Pick<TableSourceSettings, 'mode' | 'schema' | 'table' | 'query'>;

export interface SourceColumn {
  /** As a field is called. */
  readonly name: string;
  /** As the server calls it. */
  readonly column: string;
  readonly type: MysqlType;
}

const binaryCharset = 63;
const unsignedFlag = 32;
const missingTable = 1146;

/** The table, or the query as a derived table, as text for FROM. */
export function relationText({ mode, schema, table, query }: SourceSelection): string {
  if (mode === 'query') return `(\n${query.trim().replace(/;\s*$/, '')}\n)`;
  return schema === '' ? quoteName(table) : `${quoteName(schema)}.${quoteName(table)}`;
}

/**
 * The columns of the source in order, from a statement that is prepared and never executed.
 * The connection takes one statement at a time, so a query cannot smuggle a second one in.
 */
export async function readSourceColumns(session: MysqlSession, selection: SourceSelection): Promise<SourceColumn[]> {
  const sql = `SELECT * FROM ${relationText(selection)} AS source`;
  const prepared = await session.connection.prepare(sql).catch(async (error: unknown) => {
    const isMissing = selection.mode === 'table' && (error as { errno?: number }).errno === missingTable;
    throw isMissing ? await explainMissingTable(session, selection) : error;
  });
  const fields = readFields(prepared);
  if (fields.length === 0) throw new TelarError('mysql_no_columns', { field: selection.mode });
  const names = nameFields(fields.map(({ name }) => name));
  return fields.map((field, index) => ({ name: names[index] ?? '', column: field.name, type: readType(field) }));
}

/** The driver knows them and does not declare it. */
function readFields(prepared: PreparedStatementInfo): readonly FieldPacket[] {
  const { columns } = (prepared as unknown as { statement: { columns: readonly FieldPacket[] } }).statement;
  return columns;
}

function readType(field: FieldPacket): MysqlType {
  const { columnType, type, columnLength = 0, decimals, characterSet, flags, extendedFormat } = field;
  const name = nameType(columnType ?? type ?? 0);
  return {
    name,
    length: columnLength,
    decimals,
    unsigned: typeof flags === 'number' && (flags & unsignedFlag) !== 0,
    binary: characterSet === binaryCharset && ['text', 'varchar', 'char', 'vector'].includes(name),
    isJson: name === 'json' || extendedFormat === 'json',
  };
}
