import type { Client } from 'pg';
import { escapeIdentifier } from 'pg';
import type { LoadContext, LoadResult, RowFate } from '#connectors/kit/connector.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { composeCopy, copyRows } from './copy-rows.ts';
import type { TargetTable } from './describe-target.ts';
import { listStagedStatements, loadStagedRows } from './load-staged-rows.ts';
import { toTableType } from './map-postgres-type.ts';
import type { LoadPlan } from './plan-load.ts';
import { isRowFailure } from './translate-postgres-error.ts';
import { type Keeping, openKeeping, type UndoHeader } from './undo/keep-before.ts';
import { maxKeptRows } from './undo/undo-table.ts';

/**
 * Brings the node's rows into the table, inside the open transaction, and keeps what was there as the policy says.
 * Rows go straight into the table where that can be right; if the table then refuses one, everything is read again
 * by way of a staging table, where single rows can be set aside and what they replace can be kept.
 */
export async function loadRows(
  client: Client,
  plan: LoadPlan,
  context: LoadContext<PostgresTargetSettings>,
  table: TargetTable | null,
): Promise<LoadedRows> {
  if (plan.create) await client.query(composeCreate(plan));
  const direct = isDirect(plan);
  const keeping = await openKeeping(client, plan, context, table);
  if (direct || plan.mode === 'replace') await checkRoom(client, plan, context, keeping);
  if (plan.mode === 'replace' && !plan.create) {
    await keeping.run('remove', composeClear(plan));
  }
  const copied = direct && !keeping.isOn() ? await copyDirectly(client, plan, context) : null;
  if (copied === null) await addKey(client, plan);
  const loaded = copied ?? (await loadStagedRows(client, plan, context, keeping, table));
  const before = await keeping.settle();
  return { result: { ...loaded, before }, undoHeader: before.refused === undefined ? keeping.header : null };
}

export interface LoadedRows {
  readonly result: LoadResult;
  /** How rows that were kept are found again; null when none were. */
  readonly undoHeader: UndoHeader | null;
}

/** Null when the table refuses a row: then none is in. */
async function copyDirectly(client: Client, plan: LoadPlan, context: LoadContext<unknown>): Promise<LoadResult | null> {
  await client.query('SAVEPOINT direct');
  try {
    const loaded = await copyRows(client, composeColumns(plan), context);
    await addKey(client, plan);
    const told = Math.min(loaded, context.rowsTold ?? 0);
    const fates = told > 0 && { fates: Array<RowFate>(told).fill('created') };
    return { loaded, ...(plan.keys.length > 0 && { created: loaded }), ...fates };
  } catch (error) {
    if (!isRowFailure(error)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT direct');
    return null;
  }
}

/** Rows that could go straight into the table have to be staged to be kept, which only few should. */
async function checkRoom(
  client: Client,
  plan: LoadPlan,
  { rowsExpected }: LoadContext<unknown>,
  keeping: Keeping,
): Promise<void> {
  if (!keeping.isOn()) return;
  const coming = rowsExpected ?? Number.POSITIVE_INFINITY;
  const leaving = plan.mode === 'replace' && !plan.create ? await countUpTo(client, plan.table, maxKeptRows + 1) : 0;
  if (coming + leaving > maxKeptRows) keeping.giveUp();
}

async function countUpTo(client: Client, table: string, limit: number): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM (SELECT FROM ${table} LIMIT ${limit}) AS counted`,
  );
  return Number(rows[0]?.count ?? 0);
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
  return `DELETE FROM ${table} AS target`;
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

/**
 * What `loadRows` says to the server about few rows while it refuses none, in order. To keep what was there a statement is
 * wrapped in another one, which is left out here.
 */
export function listStatements(
  plan: LoadPlan,
  context: Pick<LoadContext<PostgresTargetSettings>, 'fields' | 'settings'>,
): string[] {
  const before = [
    ...(plan.create ? [composeCreate(plan)] : []),
    ...(plan.mode === 'replace' && !plan.create ? [composeClear(plan)] : []),
  ];
  const key = plan.create && plan.keys.length > 0 ? [composeKey(plan)] : [];
  const keeps = context.settings.keepBeforeDays > 0;
  if (isDirect(plan) && !keeps) return [...before, composeCopy(composeColumns(plan)), ...key];
  return [...before, ...key, ...listStagedStatements(plan, context)];
}
