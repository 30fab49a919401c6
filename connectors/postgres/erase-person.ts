import { type Client, escapeIdentifier } from 'pg';
import { addressPattern } from '#connectors/kit/address-pattern.ts';
import type { EraseContext } from '#connectors/kit/connector.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { ledgerText } from './load-ledger.ts';
import { withPostgres } from './postgres-connection.ts';
import { translatePostgresError } from './translate-postgres-error.ts';
import { undoTableText } from './undo/undo-table.ts';

/** Deletes the rows of the table that hold the address, and what is kept of them beside it; answers how many rows. */
export function erasePerson(context: EraseContext<PostgresTargetSettings>): Promise<number> {
  const { settings, fields, email, connection, signal } = context;
  const { schema, table } = settings;
  const columns = fields.map((name) => settings.mapping?.find(({ field }) => field === name)?.column ?? name);
  return withPostgres(connection, signal, async (client) => {
    try {
      const target = `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;
      if (!(await exists(client, target))) return 0;
      // Copies go also where the table then refuses.
      await forgetBeside(client, schema, email);
      const matches = columns.map((column) => `lower(btrim(${escapeIdentifier(column)}::text)) = $1`).join(' OR ');
      const { rowCount } = await client.query(`DELETE FROM ${target} WHERE ${matches}`, [email]);
      return rowCount ?? 0;
    } catch (error) {
      throw translatePostgresError(error, { schema, table });
    }
  });
}

/** Copies of rows for undoing, and rows that were refused. */
async function forgetBeside(client: Client, schema: string, email: string): Promise<void> {
  const { postgres } = addressPattern(email);
  const undo = undoTableText(schema);
  if (await exists(client, undo)) {
    await client.query(`DELETE FROM ${undo} WHERE before::text ~* $1 OR key::text ~* $1`, [postgres]);
  }
  const ledger = ledgerText(schema);
  if (!(await exists(client, ledger))) return;
  await client.query(`UPDATE ${ledger} SET rejected_rows = '[]' WHERE rejected_rows ~* $1`, [postgres]);
  const hasUndone = await client.query(
    `SELECT FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = 'undone_by'`,
    [ledger],
  );
  if (hasUndone.rowCount === 0) return;
  await client.query(`UPDATE ${ledger} SET counts = '{}' WHERE counts ~* $1`, [postgres]);
}

async function exists(client: Client, table: string): Promise<boolean> {
  return (await client.query('SELECT 1 WHERE to_regclass($1) IS NOT NULL', [table])).rowCount === 1;
}
