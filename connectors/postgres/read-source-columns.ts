import type { Client } from 'pg';
import { escapeIdentifier } from 'pg';
import { nameFields } from '#connectors/kit/name-fields.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { explainMissingTable } from './explain-missing-table.ts';
import type { PostgresType } from './map-postgres-type.ts';

/** What the source reads: the text of a relation to select from. */
interface SourceSelection {
  readonly mode: 'table' | 'query';
  readonly schema: string;
  readonly table: string;
  readonly query: string;
}

export interface SourceColumn {
  /** Unique within the source: the name of a repeated column carries its number. */
  readonly name: string;
  readonly type: PostgresType;
}

/** The table, or the query as a derived table, as text for FROM. */
export function relationText({ mode, schema, table, query }: SourceSelection): string {
  if (mode === 'table') return `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;
  return `(\n${query.trim().replace(/;\s*$/, '')}\n)`;
}

/**
 * The columns of the source in order, without reading a row.
 * The extended protocol takes exactly one statement, so a query cannot smuggle a second one in.
 */
export async function readSourceColumns(client: Client, selection: SourceSelection): Promise<SourceColumn[]> {
  if (selection.mode === 'table') await checkTableExists(client, selection);
  const query = { text: `SELECT * FROM ${relationText(selection)} AS source LIMIT 0`, queryMode: 'extended' };
  const { fields } = await client.query(query);
  if (fields.length === 0) throw new TelarError('postgres_no_columns', { field: selection.mode });
  const types = await readTypes(client, [...new Set(fields.map(({ dataTypeID }) => dataTypeID))]);
  const names = nameFields(fields.map(({ name }) => name));
  return fields.map(({ dataTypeID }, index) => ({
    name: names[index] ?? '',
    type: types.get(dataTypeID) ?? { name: 'text', category: 'S' },
  }));
}

async function readTypes(client: Client, oids: readonly number[]): Promise<Map<number, PostgresType>> {
  const { rows } = await client.query<{ oid: number; name: string; category: string }>(
    `WITH RECURSIVE base(oid, at) AS (
       SELECT oid, oid FROM pg_type WHERE oid = ANY ($1::oid[])
       UNION ALL
       SELECT base.oid, typbasetype FROM base JOIN pg_type ON pg_type.oid = base.at WHERE typtype = 'd'
     )
     SELECT base.oid::int8::float8 AS oid, format_type(pg_type.oid, NULL) AS name, typcategory::text AS category
     FROM base JOIN pg_type ON pg_type.oid = base.at WHERE typtype <> 'd'`,
    [oids],
  );
  return new Map(rows.map(({ oid, name, category }) => [oid, { name, category }]));
}

async function checkTableExists(client: Client, { schema, table }: SourceSelection): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = $1 AND relname = $2`,
    [schema, table],
  );
  if (rowCount === 0) throw await explainMissingTable(client, schema, table);
}
