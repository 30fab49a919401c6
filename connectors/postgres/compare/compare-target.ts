import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { CompareContext, Comparison, DifferentRow } from '#connectors/kit/connector.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { isRemoved, sameKey, stagedName, stagedValue } from '../compose-write.ts';
import { describeTarget } from '../describe-target.ts';
import { explainMissingTable } from '../explain-missing-table.ts';
import { stageRows } from '../load-staged-rows.ts';
import { type LoadColumn, type LoadPlan, planLoad } from '../plan-load.ts';
import { withPostgres } from '../postgres-connection.ts';
import { translatePostgresError } from '../translate-postgres-error.ts';
import { canonicalText, digestOf, isSummable, sumOf } from './canonical-text.ts';

const listedRows = 20;

type Context = CompareContext<PostgresTargetSettings>;

/** Compares rows that a run sent with those of the table. Everything is rolled back; only a temporary table is written. */
export function compareTarget(context: Context): Promise<Comparison> {
  const { schema, table } = context.settings;
  return withPostgres(context.connection, context.signal, async (client) => {
    try {
      const existing = await describeTarget(client, schema, table);
      if (existing === null) throw await explainMissingTable(client, schema, table);
      const plan = planLoad(context.settings, context.fields, existing);
      if (plan.mode === 'append') throw new TelarError('compare_append', { status: 409 });
      await client.query('BEGIN');
      await stageRows(client, context);
      await client.query('ANALYZE pg_temp.telar_stage');
      const result = await (plan.mode === 'replace'
        ? compareAll(client, plan, context)
        : compareKeys(client, plan, context));
      await client.query('ROLLBACK');
      return result;
    } catch (error) {
      throw translatePostgresError(error, { schema, table });
    }
  });
}

/** The columns that the table should hold as they were sent. */
function listCompared(plan: LoadPlan): { all: LoadColumn[]; summed: LoadColumn[] } {
  const isSet = (column: LoadColumn) => column.policy === 'always' && !['insert', 'delete'].includes(plan.mode);
  const all = plan.columns.filter((column) => isSet(column) || plan.keys.includes(column.column));
  return { all, summed: all.filter(isSummable) };
}

async function compareKeys(client: Client, plan: LoadPlan, context: Context): Promise<Comparison> {
  const { all, summed } = listCompared(plan);
  const { mode } = plan;
  const pairs = all.map((column) => composePair(column, context));
  const found = 'target.telar_found IS NOT NULL';
  const differs = `${found} AND (${pairs.map(({ sent, held }) => `${sent} IS DISTINCT FROM ${held}`).join(' OR ')})`;
  const problem =
    mode === 'delete'
      ? `CASE WHEN ${found} THEN 'extra' END`
      : `CASE WHEN NOT (${found}) THEN ${mode === 'update' ? 'NULL' : `'missing'`} WHEN ${differs} THEN 'different' END`;
  const counts = mode === 'update' ? 'WHERE found' : '';
  const digest = digestOf(summed.map((column) => canonicalText(column, `target.${escapeIdentifier(column.column)}`)));
  const fields = pairs.map(
    ({ column, sent, held, shownSent, shownHeld }) =>
      `(${escapeLiteral(column)}, ${sent}, ${held}, ${shownSent}, ${shownHeld})`,
  );
  await client.query(
    `CREATE TEMP TABLE telar_compared ON COMMIT DROP AS
     SELECT telar_row, ${found} AS found, ${problem} AS problem, CASE WHEN ${found} THEN ${digest} END AS digest,
       CASE WHEN (${problem}) IS NOT NULL THEN ${composeKey(plan, context)} END AS key,
       CASE WHEN (${problem}) = 'different' THEN (SELECT jsonb_agg(jsonb_build_array(name, shown_sent, shown_held))
         FROM (VALUES ${fields.join(', ')}) AS field (name, sent, held, shown_sent, shown_held)
         WHERE field.sent IS DISTINCT FROM field.held) END AS fields
     FROM pg_temp.telar_stage AS staged
     LEFT JOIN (SELECT *, true AS telar_found FROM ${plan.table}) AS target ON ${sameKey(plan, context)}
     WHERE NOT (${isRemoved(plan, context)})`,
  );
  const { rows } = await client.query<Record<string, string>>(
    `SELECT count(*) AS rows, count(*) FILTER (WHERE problem = 'missing') AS missing,
       count(*) FILTER (WHERE problem = 'different') AS different, count(*) FILTER (WHERE problem = 'extra') AS extra,
       ${sumOf('digest')} AS sum FROM pg_temp.telar_compared ${counts}`,
  );
  const listed = await client.query<ListedRow>(
    `SELECT problem, key::text AS key, fields FROM pg_temp.telar_compared
     WHERE problem IS NOT NULL ORDER BY telar_row LIMIT ${listedRows}`,
  );
  const extra = mode === 'mirror' && context.isWhole ? await countExtra(client, plan, context) : Number(rows[0]?.extra);
  const sums =
    mode === 'delete' || mode === 'update' || mode === 'insert' ? null : await readSums(context, summed, rows[0]?.sum);
  return {
    ...{ rows: Number(rows[0]?.rows), missing: Number(rows[0]?.missing), different: Number(rows[0]?.different), extra },
    ...{ sums, listed: listed.rows.map(presentListed) },
  };
}

interface ListedRow {
  readonly problem: DifferentRow['problem'];
  readonly key: string;
  readonly fields: readonly (readonly [string, string | null, string | null])[] | null;
}

function presentListed({ problem, key, fields }: ListedRow): DifferentRow {
  return { problem, key, fields: (fields ?? []).map(([column, sent, held]) => ({ column, sent, held })) };
}

/** Both values as the same kind of text, and as people read them. */
function composePair(column: LoadColumn, context: Context) {
  const held = `target.${escapeIdentifier(column.column)}`;
  const raw = `staged.${stagedName(column, context)}`;
  const stored = `(${stagedValue(column, context)})::${column.type.name}`;
  const texts = isSummable(column)
    ? { sent: canonicalText(column, raw), held: canonicalText(column, held) }
    : { sent: `${stored}::text`, held: `${held}::text` };
  const isDocument = column.type.name === 'json';
  const documents = { sent: `(${raw}::jsonb)::text`, held: `(${held}::jsonb)::text` };
  return {
    column: column.column,
    ...(isDocument ? documents : texts),
    shownSent: `${raw}::text`,
    shownHeld: `${held}::text`,
  };
}

function composeKey({ keys, columns }: LoadPlan, context: Context): string {
  const parts = keys.map((key) => {
    const column = columns.find((candidate) => candidate.column === key) as LoadColumn;
    return `${escapeLiteral(key)}, staged.${stagedName(column, context)}`;
  });
  return `jsonb_build_object(${parts.join(', ')})`;
}

async function countExtra(client: Client, plan: LoadPlan, context: Context): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM ${plan.table} AS target WHERE NOT EXISTS (
       SELECT FROM pg_temp.telar_stage AS staged WHERE ${sameKey(plan, context)} AND NOT (${isRemoved(plan, context)}))`,
  );
  return Number(rows[0]?.count ?? 0);
}

/** A table that holds exactly the run's rows: each as many times as it was sent. */
async function compareAll(client: Client, plan: LoadPlan, context: Context): Promise<Comparison> {
  const { summed } = listCompared(plan);
  const sent = digestOf(summed.map((column) => canonicalText(column, `staged.${stagedName(column, context)}`)));
  const held = digestOf(summed.map((column) => canonicalText(column, `target.${escapeIdentifier(column.column)}`)));
  const { rows } = await client.query<Record<string, string>>(
    `WITH sent AS (SELECT ${sent} AS digest, count(*) AS copies FROM pg_temp.telar_stage AS staged GROUP BY 1),
       held AS (SELECT ${held} AS digest, count(*) AS copies FROM ${plan.table} AS target GROUP BY 1)
     SELECT coalesce(sum(sent.copies), 0) AS rows, coalesce(sum(greatest(coalesce(sent.copies, 0) - coalesce(held.copies, 0), 0)), 0) AS missing,
       coalesce(sum(greatest(coalesce(held.copies, 0) - coalesce(sent.copies, 0), 0)), 0) AS extra,
       (SELECT coalesce(sum(copies * ('x' || substr(digest, 1, 15))::bit(60)::bigint), 0)::text FROM held) AS sum
     FROM sent FULL JOIN held USING (digest)`,
  );
  const [{ rows: count, missing, extra, sum } = {}] = rows;
  const [found, surplus] = [Number(missing), context.isWhole ? Number(extra) : 0];
  const sums = context.isWhole ? await readSums(context, summed, sum) : null;
  return { rows: Number(count), missing: found, different: 0, extra: surplus, sums, listed: [] };
}

async function readSums(context: Context, summed: readonly LoadColumn[], held: string | undefined) {
  if (summed.length === 0 || held === undefined) return null;
  return { sent: await context.sumRows(summed.map(({ field }) => field)), held };
}
