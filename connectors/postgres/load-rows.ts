import type { Client } from 'pg';
import { escapeIdentifier } from 'pg';
import type { LoadContext, LoadResult } from '#connectors/kit/connector.ts';
import { copyRows } from './copy-rows.ts';
import { loadStagedRows } from './load-staged-rows.ts';
import { toTableType } from './map-postgres-type.ts';
import type { LoadPlan } from './plan-load.ts';
import { isRowFailure } from './translate-postgres-error.ts';

/**
 * Brings the node's rows into the table, inside the open transaction.
 * Rows go straight into the table where that can be right; if the table then refuses one, everything is read again
 * by way of a staging table, where single rows can be set aside.
 */
export async function loadRows(client: Client, plan: LoadPlan, context: LoadContext<unknown>): Promise<LoadResult> {
  if (plan.create) await createTable(client, plan);
  if (plan.mode === 'replace' && !plan.create) await client.query(`DELETE FROM ${plan.table}`);
  const isNew = plan.create && plan.mode !== 'update' && plan.mode !== 'delete';
  const direct = plan.complete && (plan.keys.length === 0 || isNew);
  if (direct) {
    await client.query('SAVEPOINT direct');
    try {
      const names = plan.columns.map(({ column }) => escapeIdentifier(column)).join(', ');
      const loaded = await copyRows(client, `${plan.table} (${names})`, context);
      await addKey(client, plan);
      return plan.keys.length === 0 ? { loaded } : { loaded, created: loaded };
    } catch (error) {
      if (!isRowFailure(error)) throw error;
      await client.query('ROLLBACK TO SAVEPOINT direct');
    }
  }
  await addKey(client, plan);
  return loadStagedRows(client, plan, context);
}

async function createTable(client: Client, plan: LoadPlan): Promise<void> {
  const columns = plan.columns.map(({ field, column }) => `${escapeIdentifier(column)} ${toTableType(field.type)}`);
  await client.query(`CREATE TABLE ${plan.table} (${columns.join(', ')})`);
}

/** A table made for upsert gets its key once the rows are in: building the index at the end is faster. */
async function addKey(client: Client, { create, keys, table }: LoadPlan): Promise<void> {
  if (!create || keys.length === 0) return;
  await client.query(`ALTER TABLE ${table} ADD PRIMARY KEY (${keys.map((key) => escapeIdentifier(key)).join(', ')})`);
}
