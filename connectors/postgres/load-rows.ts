import type { Client } from 'pg';
import { escapeIdentifier } from 'pg';
import type { LoadContext, LoadResult } from '#connectors/kit/connector.ts';
import { composeCopy, copyRows } from './copy-rows.ts';
import { listStagedStatements, loadStagedRows } from './load-staged-rows.ts';
import { toTableType } from './map-postgres-type.ts';
import type { LoadPlan } from './plan-load.ts';
import { isRowFailure } from './translate-postgres-error.ts';

/**
 * Brings the node's rows into the table, inside the open transaction.
 * Rows go straight into the table where that can be right; if the table then refuses one, everything is read again
 * by way of a staging table, where single rows can be set aside.
 */
export async function loadRows(client: Client, plan: LoadPlan, context: LoadContext<unknown>): Promise<LoadResult> {
  if (plan.create) await client.query(composeCreate(plan));
  if (plan.mode === 'replace' && !plan.create) await client.query(composeClear(plan));
  if (isDirect(plan)) {
    await client.query('SAVEPOINT direct');
    try {
      const loaded = await copyRows(client, composeColumns(plan), context);
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

/** Whether the rows can go straight into the table: all of them, and none that has to be compared. */
function isDirect({ complete, create, keys, mode }: LoadPlan): boolean {
  const isNew = create && mode !== 'update' && mode !== 'delete';
  return complete && (keys.length === 0 || isNew);
}

function composeCreate({ columns, table }: LoadPlan): string {
  const list = columns.map(({ field, column }) => `${escapeIdentifier(column)} ${toTableType(field.type)}`);
  return `CREATE TABLE ${table} (${list.join(', ')})`;
}

function composeClear({ table }: LoadPlan): string {
  return `DELETE FROM ${table}`;
}

function composeColumns({ columns, table }: LoadPlan): string {
  return `${table} (${columns.map(({ column }) => escapeIdentifier(column)).join(', ')})`;
}

function composeKey({ keys, table }: LoadPlan): string {
  return `ALTER TABLE ${table} ADD PRIMARY KEY (${keys.map((key) => escapeIdentifier(key)).join(', ')})`;
}

/** A table made for upsert gets its key once the rows are in: building the index at the end is faster. */
async function addKey(client: Client, plan: LoadPlan): Promise<void> {
  if (plan.create && plan.keys.length > 0) await client.query(composeKey(plan));
}

/** What `loadRows` says to the server while it refuses no row, in order. */
export function listStatements(plan: LoadPlan, context: Pick<LoadContext<unknown>, 'fields'>): string[] {
  const before = [
    ...(plan.create ? [composeCreate(plan)] : []),
    ...(plan.mode === 'replace' && !plan.create ? [composeClear(plan)] : []),
  ];
  const key = plan.create && plan.keys.length > 0 ? [composeKey(plan)] : [];
  if (isDirect(plan)) return [...before, composeCopy(composeColumns(plan)), ...key];
  return [...before, ...key, ...listStagedStatements(plan, context)];
}
