import { recordSql } from '#core/compiler/cast-failure.ts';
import type { Plan, PlanInput, PlanStep } from '#core/compiler/plan.ts';
import { identifier, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import { maxReplayedRows } from '#core/contracts/rejected.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { inputsOf } from '../needed-steps.ts';
import { queryCount } from '../stored-rows.ts';
import type { RefusedAgain, ReplayVerdict } from './settle-replay.ts';

/** Tells, once a replay has been executed, which of its rows were refused again. */
export async function judgeReplay(session: EngineSession, plan: Plan, entryId: string): Promise<ReplayVerdict> {
  const entry = plan.steps.find(({ nodeId }) => nodeId === entryId);
  if (entry === undefined) throw new Error('The step that replayed rows enter at is not part of the plan');
  const sourceId =
    entry.role === 'source' ? entryId : (inputsOf(entry).find(({ consulted }) => !consulted)?.nodeId ?? '');
  const source = plan.steps.find(({ nodeId }) => nodeId === sourceId);
  const unread = source === undefined ? [] : await read(session, findUnread(source));
  const unmapped = entry.role === 'target' ? await read(session, findKept(entry, entry.input)) : [];
  const set = new Set(unmapped.map(({ place }) => place));
  const answered = entry.role === 'source' ? [] : await read(session, findRefused(entry));
  const refused = [...unmapped, ...placeAmongAll(answered, set)].sort((a, b) => a.place - b.place);
  const elsewhere = sql`SELECT count(*) FROM rejected_rows WHERE node_id NOT IN (${entryId}, ${sourceId})`;
  return {
    refused: [...unread, ...placeAmongAll(refused, new Set(unread.map(({ place }) => place)))],
    refusedLater: (await queryCount(session, elsewhere)) > 0,
  };
}

/** Rows that do not fit the types of the step; the header is the first line of a CSV file. */
function findUnread({ nodeId, settings }: PlanStep): Sql {
  const isCsv = (settings.format as { type?: string } | null)?.type === 'csv';
  const first = isCsv ? 2n : 1n;
  return sql`SELECT row_number - ${first} AS place, reason, field, value, rule FROM rejected_rows
    WHERE node_id = ${nodeId} AND row_number IS NOT NULL`;
}

/** A target tells the place of a row; a transform keeps the row itself. */
function findRefused(entry: Exclude<PlanStep, { role: 'source' }>): Sql {
  if (entry.role === 'target')
    return sql`SELECT row_number - 1 AS place, reason, field, value, rule FROM rejected_rows
      WHERE node_id = ${entry.nodeId} AND row_number IS NOT NULL`;
  const input = entry.inputs.find(({ consulted }) => !consulted);
  if (input === undefined) throw new Error('A step without rows cannot refuse any');
  return findKept(entry, input);
}

/** Rows that were kept themselves; those that are the same have the same fate. */
function findKept({ nodeId }: PlanStep, input: PlanInput): Sql {
  const again = sql`SELECT reason, field, value, rule, record FROM rejected_rows WHERE node_id = ${nodeId} AND row_number IS NULL`;
  const came = sql`SELECT row_number() OVER () - 1 AS place, ${recordSql(input.fields)} AS record FROM ${identifier(input.relation)}`;
  const number = sql`row_number() OVER (PARTITION BY record) AS turn`;
  return sql`SELECT place, reason, field, value, rule
    FROM (SELECT *, ${number} FROM (${again})) AS again JOIN (SELECT *, ${number} FROM (${came})) AS came USING (record, turn)`;
}

async function read(session: EngineSession, query: Sql): Promise<RefusedAgain[]> {
  const { rows } = await session.queryRows(renderSql(sql`SELECT * FROM (${query}) ORDER BY place`), maxReplayedRows);
  const text = (cell: unknown) => (cell === null || cell === undefined ? null : String(cell));
  return rows.map(([place, reason, field, value, rule]) => ({
    place: Number(place),
    reason: String(reason),
    field: text(field),
    value: text(value),
    rule: text(rule),
  }));
}

/** Places among the rows that could be read, as places among all. */
function placeAmongAll(refused: readonly RefusedAgain[], unread: ReadonlySet<number>): RefusedAgain[] {
  if (unread.size === 0) return [...refused];
  let place = -1;
  let seen = -1;
  return refused.map((row) => {
    while (seen < row.place) {
      place += 1;
      if (!unread.has(place)) seen += 1;
    }
    return { ...row, place };
  });
}
