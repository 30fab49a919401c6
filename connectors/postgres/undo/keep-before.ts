import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { KeptBefore, LoadContext } from '#connectors/kit/connector.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import type { TargetTable } from '../describe-target.ts';
import type { LoadPlan } from '../plan-load.ts';
import { maxKeptRows, rowDigest, rowJson, undoTableText } from './undo-table.ts';

/** How rows of a load are found again. */
export interface UndoHeader {
  /** Every column of the table at the time. */
  readonly columns: readonly string[];
  /** Those the load writes. */
  readonly mapped: readonly string[];
  /** Empty: rows are found by all their values. */
  readonly keys: readonly string[];
}

type Kind = 'write' | 'remove';

/** Keeps, in the load's own transaction, what its statements add, change and remove. */
export interface Keeping {
  readonly header: UndoHeader;
  readonly isOn: () => boolean;
  /** More rows are coming than can be kept. */
  readonly giveUp: () => void;
  /** Runs a statement that writes to `target`, and answers how many rows it touched. */
  readonly run: (kind: Kind, statement: string) => Promise<number>;
  /** The same inside a block of PL/pgSQL, into a variable. */
  readonly compose: (kind: Kind, statement: string, variable: string) => string;
  /** Says what was kept once the load is done; of more rows than the limit nothing is. */
  readonly settle: () => Promise<KeptBefore>;
}

/** What this load keeps by the target's policy; `table` is null where the load makes it. */
export async function openKeeping(
  client: Client,
  plan: LoadPlan,
  { settings, key }: LoadContext<PostgresTargetSettings>,
  table: TargetTable | null,
): Promise<Keeping> {
  const days = settings.keepBeforeDays;
  const { rows } = await client.query<{ end: Date }>(`SELECT now() + $1 * interval '1 day' AS end`, [days]);
  const expiresAt = (rows[0]?.end ?? new Date(0)).toISOString();
  const mapped = plan.columns.map(({ column }) => column);
  const columns = table?.columns.map(({ name }) => name) ?? mapped;
  const header = { columns, mapped, keys: plan.keys.length > 0 ? plan.keys : (table?.primaryKey ?? []) };
  const kept = undoTableText(settings.schema);
  const values = [key.runId, key.nodeId];
  const wrap = composeKeeping(plan, header, kept, [...values, expiresAt]);
  let refused: KeptBefore['refused'] = days === 0 ? 'off' : undefined;
  const giveUp = () => {
    refused ??= 'too_many';
  };
  return {
    header,
    isOn: () => refused === undefined,
    giveUp,
    run: async (kind, statement) => {
      if (refused !== undefined) return (await client.query(statement)).rowCount ?? 0;
      const counted = await client.query<{ count: string }>(wrap[kind](statement));
      return Number(counted.rows[0]?.count ?? 0);
    },
    compose: (kind, statement, variable) =>
      refused === undefined
        ? `${wrap[kind](statement, `INTO ${variable}`)};`
        : `${statement}; GET DIAGNOSTICS ${variable} = ROW_COUNT;`,
    settle: async () => {
      if (refused === 'off') return { rows: 0, bytes: 0, refused };
      const found = await measureKept(client, kept, values);
      if (found.rows > maxKeptRows) giveUp();
      if (refused === undefined) return { ...found, expiresAt };
      await client.query(`DELETE FROM ${kept} WHERE run_id = $1 AND node_id = $2`, values);
      return { rows: 0, bytes: 0, refused };
    },
  };
}

async function measureKept(client: Client, table: string, values: readonly string[]) {
  const { rows } = await client.query<{ rows: string; bytes: string }>(
    `SELECT count(*) AS rows, coalesce(sum(pg_column_size(kept.*)), 0) AS bytes FROM ${table} AS kept
     WHERE run_id = $1 AND node_id = $2`,
    [...values],
  );
  return { rows: Number(rows[0]?.rows ?? 0), bytes: Number(rows[0]?.bytes ?? 0) };
}

/** Statements that keep what they touch; each selects the number of rows, `into` a variable where one is named. */
function composeKeeping(
  plan: LoadPlan,
  { keys, mapped, columns }: UndoHeader,
  table: string,
  load: readonly string[],
): Record<Kind, (statement: string, into?: string) => string> {
  const key = keys.length === 0 ? 'NULL::jsonb' : rowJson('written', keys);
  const added = `'added', ${key}, NULL::jsonb, ${rowDigest('written', columns)} FROM written`;
  const matched = `CASE WHEN before.telar_known THEN 'changed' ELSE 'added' END, ${key},
      CASE WHEN before.telar_known THEN ${rowJson('before', mapped)} END,
      CASE WHEN before.telar_known THEN ${rowDigest('written', mapped)} ELSE ${rowDigest('written', columns)} END
    FROM written LEFT JOIN ${composeBefore(plan)}`;
  const removed = `'removed', ${key}, ${rowJson('written', columns)}, NULL FROM written`;
  const keep =
    (images: string) =>
    (statement: string, into = '') =>
      `WITH written AS (${statement} RETURNING target.*), kept AS (
        INSERT INTO ${table} (run_id, node_id, expires_at, change, key, before, after)
        SELECT ${load.map((value) => escapeLiteral(value)).join(', ')}, ${images} LIMIT ${maxKeptRows + 1})
      SELECT count(*) AS count ${into} FROM written`;
  return { write: keep(plan.keys.length === 0 ? added : matched), remove: keep(removed) };
}

/** A statement sees the table as it was before it, also where it changes it itself. */
function composeBefore({ table, keys }: LoadPlan): string {
  const same = keys.map((key) => `before.${escapeIdentifier(key)} = written.${escapeIdentifier(key)}`).join(' AND ');
  return `(SELECT *, true AS telar_known FROM ${table}) AS before ON ${same}`;
}
