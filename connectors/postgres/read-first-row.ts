import { type Client, escapeIdentifier } from 'pg';
import type { TestRow } from '#core/contracts/connections.ts';
import { ledgerName } from './load-ledger.ts';

const maxColumns = 30;
const maxCharacters = 200;

/** A row of the first table that has one, shortened by the server; null when the account can read none. */
export async function readFirstRow(client: Client): Promise<TestRow | null> {
  await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = '3s'`);
  const { rows: tables } = await client.query<{ schema: string; name: string }>(tablesQuery, [ledgerName]);
  for (const { schema, name } of tables) {
    const values = await readValues(client, `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`);
    if (values.length > 0) return { from: `${schema}.${name}`, values };
  }
  return null;
}

async function readValues(client: Client, table: string): Promise<TestRow['values']> {
  const { rows } = await client.query<TestRow['values'][number]>(
    `SELECT key AS name, left(value, $1) AS value
     FROM (SELECT row_to_json(t) AS line FROM (SELECT * FROM ${table} LIMIT 1) t) r, json_each_text(line) LIMIT $2`,
    [maxCharacters, maxColumns],
  );
  return rows;
}

/** Those that the server knows to hold rows first, then those it has not counted yet; what looks like a tool's own last. */
const tablesQuery = `
  SELECT nspname AS schema, relname AS name
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE relkind IN ('r', 'p') AND NOT relispartition AND reltuples <> 0 AND relname <> $1
    AND nspname NOT IN ('pg_catalog', 'information_schema') AND nspname NOT LIKE 'pg\\_%'
    AND has_schema_privilege(pg_namespace.oid, 'USAGE') AND has_table_privilege(pg_class.oid, 'SELECT')
  ORDER BY relname LIKE '\\_%', reltuples > 0 DESC, nspname, relname
  LIMIT 20`;
