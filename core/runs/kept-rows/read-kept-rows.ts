import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { Locale } from '#core/contracts/identity.ts';
import { type KeptRows, type KeptRowsQuery, type RowOutcome, rowOutcomes } from '#core/contracts/kept-rows.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import type { Field } from '#core/graph/field-type.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { getDatabase } from '#core/platform/database.ts';
import { presentReason } from '#core/platform/present-error.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { RunStep } from '#prisma/generated/client.ts';
import { withShortSession } from '../short-session.ts';
import { openRows, queryCount, type RowStorage } from '../stored-rows.ts';
import { fateColumn, portColumn, rowColumn } from './keep-rows.ts';

/** A page of the rows that were kept of a step. Throws `not_found` (404). */
export async function readKeptRows(
  place: { readonly workspaceId: string; readonly runId: string; readonly nodeId: string },
  query: KeptRowsQuery,
  locale: Locale,
): Promise<KeptRows> {
  const { workspaceId, runId, nodeId } = place;
  const step = await getDatabase().runStep.findFirst({
    where: { runId, nodeId, run: { workspaceId } },
    include: { run: { select: { graph: true } } },
  });
  if (step === null) throw new TelarError('not_found', { status: 404 });
  const fields = (step.fields ?? []) as unknown as Field[];
  const node = migrateGraph(step.run.graph).nodes.find(({ id }) => id === nodeId);
  const isTarget = node !== undefined && getNodeDefinition(node.kind).category === 'target';
  const total = Math.max(Number(isTarget ? step.rowsIn : step.rowsOut), step.keptRows ?? 0);
  const facts = { fields, total, hasRequests: step.requestsBlobKey !== null };
  const nothing: KeptRows = { ...facts, rows: [], outcomes: {}, matching: 0, kept: null };
  const key = step.keptBlobKey;
  if (key === null) return nothing;
  return withShortSession(async (session, folder) => {
    const storage = { session, folder };
    const kept = await openRows(storage, key);
    if (kept === null) return nothing;
    const described = await describeRows(storage, step, kept, isTarget);
    const matching = sql`SELECT * FROM (${described}) WHERE ${meets(query, fields)}`;
    const cells = fields.map(({ name }) => identifier(name));
    const page = sql`SELECT ${joinSql([sql`"#row"`, sql`"#port"`, sql`"#outcome"`, sql`"#reason"`, sql`"#field"`, sql`"#value"`, ...cells])} FROM (${matching}) ORDER BY "#port", "#row" LIMIT ${BigInt(query.limit)} OFFSET ${BigInt(query.offset)}`;
    const { rows } = await session.queryRows(renderSql(page), query.limit);
    return {
      ...facts,
      kept: step.keptRows ?? 0,
      outcomes: isTarget ? await countOutcomes(session, described, query, fields) : {},
      matching: await queryCount(session, sql`SELECT count(*) FROM (${matching})`),
      rows: rows.map(([row, port, outcome, reason, field, value, ...values]) => ({
        row: Number(row),
        port: port === null ? null : String(port),
        cells: values,
        outcome: outcome as RowOutcome | null,
        reason:
          reason === null
            ? null
            : presentReason({ reason: String(reason), field: toText(field), value: toText(value) }, locale),
      })),
    };
  });
}

/** How many rows that hold the text had which outcome. */
async function countOutcomes(
  session: EngineSession,
  described: Sql,
  { q }: KeptRowsQuery,
  fields: readonly Field[],
): Promise<KeptRows['outcomes']> {
  const holding = sql`SELECT "#outcome", count(*) FROM (${described}) WHERE ${holdsText(q, fields)} AND "#outcome" IS NOT NULL GROUP BY 1`;
  const { rows } = await session.queryRows(renderSql(holding), rowOutcomes.length);
  return Object.fromEntries(rows.map(([outcome, count]) => [outcome as RowOutcome, Number(count)]));
}

/** The kept rows with what became of each. */
async function describeRows(storage: RowStorage, step: RunStep, kept: Sql, isTarget: boolean): Promise<Sql> {
  const columns = await storage.session.describe(renderSql(sql`SELECT * FROM ${kept}`));
  const hasPort = columns.some(({ name }) => name === portColumn);
  const port = hasPort ? sql`` : sql`NULL::VARCHAR AS ${identifier(portColumn)},`;
  if (!isTarget) {
    const nothing = sql`NULL::VARCHAR AS "#outcome", NULL::VARCHAR AS "#reason", NULL::VARCHAR AS "#field", NULL::VARCHAR AS "#value"`;
    return sql`SELECT ${port} *, ${nothing} FROM ${kept}`;
  }
  const rejected = step.rejectedBlobKey === null ? null : await openRows(storage, step.rejectedBlobKey);
  const refused =
    rejected ?? sql`(SELECT NULL::BIGINT AS row_number, NULL AS reason, NULL AS field, NULL AS value WHERE false)`;
  const usual = await decideOutcome(storage, step);
  const isTold = columns.some(({ name }) => name === fateColumn);
  const outcome = isTold ? sql`coalesce(kept.${identifier(fateColumn)}, ${usual})` : usual;
  return sql`SELECT ${port} kept.*,
      CASE WHEN refused.row_number IS NOT NULL THEN 'rejected' ELSE ${outcome} END AS "#outcome",
      refused.reason AS "#reason", refused.field AS "#field", refused.value AS "#value"
    FROM ${kept} AS kept LEFT JOIN ${refused} AS refused ON refused.row_number = kept.${identifier(rowColumn)}`;
}

/** Of a row that was not refused: what is known of all of them, or by the requests that carried them. */
async function decideOutcome(storage: RowStorage, step: RunStep): Promise<Sql> {
  if (step.status === 'failed') {
    const requests = step.requestsBlobKey === null ? null : await openRows(storage, step.requestsBlobKey);
    if (requests === null) return sql`'unsent'`;
    const carried = sql`SELECT 1 FROM ${requests} AS sent WHERE sent.status BETWEEN 200 AND 299 AND kept.${identifier(rowColumn)} >= sent.first_row AND kept.${identifier(rowColumn)} < sent.first_row + sent.row_count`;
    return sql`CASE WHEN EXISTS (${carried}) THEN 'loaded' ELSE 'unsent' END`;
  }
  // Each may be one of those that the target passed over.
  if (step.rowsFiltered > 0n || (step.rowsUnchanged > 0n && step.requestsBlobKey === null)) return sql`NULL`;
  if (step.rowsLoaded > 0n && step.rowsCreated === step.rowsLoaded) return sql`'created'`;
  if (step.rowsLoaded > 0n && step.rowsUpdated === step.rowsLoaded) return sql`'updated'`;
  return sql`'loaded'`;
}

function meets({ q, outcome, port }: KeptRowsQuery, fields: readonly Field[]): Sql {
  const conditions = [holdsText(q, fields)];
  if (outcome !== undefined) conditions.push(sql`"#outcome" = ${outcome}`);
  if (port !== undefined) conditions.push(sql`${identifier(portColumn)} = ${port}`);
  return joinSql(conditions, ' AND ');
}

function holdsText(q: string, fields: readonly Field[]): Sql {
  if (q === '' || fields.length === 0) return sql`true`;
  const values = joinSql(fields.map(({ name }) => sql`CAST(${identifier(name)} AS VARCHAR)`));
  return sql`contains(lower(concat_ws(chr(31), ${values})), lower(${q}))`;
}

function toText(cell: unknown): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}
