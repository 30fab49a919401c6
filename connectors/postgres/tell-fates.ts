import type { Client } from 'pg';
import type { LoadContext, RowFate } from '#connectors/kit/connector.ts';
import { isRemoved, sameKey } from './compose-write.ts';
import type { TargetTable } from './describe-target.ts';
import type { LoadPlan } from './plan-load.ts';

type Context = Pick<LoadContext<unknown>, 'fields' | 'rowsTold'>;

/** What finds out what became of staged rows. */
export interface FateTeller {
  /** Remembers, before anything is written, where the rows with the same keys are. */
  readonly remember: () => Promise<void>;
  /** Afterwards: what became of the first rows, in order. */
  readonly tell: () => Promise<(RowFate | null)[] | undefined>;
}

/**
 * Tells of single rows by their places in the table, which a write changes. Says nothing where nobody asks, or where rows
 * have no places, as in a view. `table` is null where the load made it.
 */
export function createFateTeller(
  client: Client,
  plan: LoadPlan,
  context: Context,
  table: TargetTable | null,
): FateTeller {
  const { rowsTold = 0 } = context;
  const isTold = rowsTold > 0 && (table === null || table.isStored);
  const hasKeys = plan.keys.length > 0;
  return {
    remember: async () => {
      if (!isTold || !hasKeys) return;
      await client.query(`CREATE TEMP TABLE telar_places ON COMMIT DROP AS
        SELECT staged.telar_row, target.tableoid AS part, target.ctid AS place
        FROM pg_temp.telar_stage AS staged JOIN ${plan.table} AS target ON ${sameKey(plan, context)}
        WHERE staged.telar_row <= ${rowsTold}`);
    },
    tell: async () => {
      if (!isTold) return undefined;
      const fate = hasKeys ? composeFate(plan, context) : `'created'`;
      const { rows } = await client.query<{ fate: RowFate | null }>(
        `SELECT CASE WHEN rejected.telar_row IS NULL THEN ${fate} END AS fate
         FROM pg_temp.telar_stage AS staged
         LEFT JOIN pg_temp.telar_rejected AS rejected USING (telar_row) ${hasKeys ? `LEFT JOIN (${placesSql(plan)}) AS places USING (telar_row)` : ''}
         WHERE telar_row <= ${rowsTold} ORDER BY telar_row`,
      );
      return rows.map((row) => row.fate);
    },
  };
}

/** Of each row that was known: whether one of its places is empty now. */
function placesSql({ table }: LoadPlan): string {
  // Place by place: joined, the whole table could be read for a few rows.
  const still = `(SELECT true FROM ${table} AS target WHERE target.ctid = place AND target.tableoid = part LIMIT 1)`;
  return `SELECT telar_row, bool_or(${still} IS NULL) AS touched FROM pg_temp.telar_places GROUP BY telar_row`;
}

function composeFate(plan: LoadPlan, context: Context): string {
  const byTouch = (touched: RowFate, untouched: RowFate, unknown: RowFate) =>
    `CASE WHEN touched THEN '${touched}' WHEN touched IS NULL THEN '${unknown}' ELSE '${untouched}' END`;
  const written: Partial<Record<LoadPlan['mode'], string>> = {
    insert: byTouch('updated', 'skipped', 'created'),
    update: byTouch('updated', 'unchanged', 'skipped'),
    delete: byTouch('removed', 'skipped', 'skipped'),
  };
  const fate = written[plan.mode] ?? byTouch('updated', 'unchanged', 'created');
  if (plan.mode === 'delete') return fate;
  return `CASE WHEN ${isRemoved(plan, context)} THEN ${byTouch('removed', 'skipped', 'skipped')} ELSE ${fate} END`;
}
