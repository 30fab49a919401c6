import { targetConnectors } from '#connectors/registry.ts';
import { composeQuery } from '#core/compiler/compose-query.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import { identifier, joinSql, renderSql, sql } from '#core/compiler/sql.ts';
import type { Forecast } from '#core/contracts/forecast.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { createConnectorContext } from '../connector-context.ts';
import { mapValues, refuseUnmapped } from '../map-values.ts';
import { type NodeOptions, type OpenNode, withOpenNode } from '../open-node.ts';
import { queryCount } from '../stored-rows.ts';
import { countRefusals, countUnmapped, findBeyondLimits, findRefusals } from './find-refusals.ts';

const shownRows = 200;
const unknown: Forecast = { rows: null, refused: 0, reasons: [], unchecked: [], grid: null, faults: [] };

/**
 * Which rows of the sample a target would refuse, told from what the target says of itself. Nothing is sent: the target
 * is asked for its rules in a transaction that cannot write. Throws what asking throws, and `test_not_target` (422).
 */
export async function forecastTarget(options: NodeOptions): Promise<Forecast> {
  return withOpenNode<Forecast>(
    options,
    async (node) => {
      if (node.step.role !== 'target') throw new TelarError('test_not_target', { status: 422 });
      const isBroken = node.problems.some(({ nodeId, severity }) => nodeId === options.nodeId && severity === 'error');
      return isBroken ? unknown : judgeSample(options, node, node.step);
    },
    () => unknown,
  );
}

async function judgeSample(options: NodeOptions, node: OpenNode, step: TargetStep): Promise<Forecast> {
  const { session, folder, plan, stored } = node;
  const connector = targetConnectors[step.kind as keyof typeof targetConnectors];
  if (connector?.constrain === undefined && connector?.limitRows === undefined) return unknown;
  const query = renderSql(composeQuery(plan, step.input.relation, stored));
  const unmapped = await refuseUnmapped(session, query, step);
  const mapped = mapValues(query, step);
  const incoming = identifier(`${step.nodeId}.incoming`);
  await session.execute({
    text: `CREATE TABLE ${renderSql(incoming).text} AS SELECT row_number() OVER () AS "#place", * FROM (${mapped.text})`,
    values: mapped.values,
  });
  const { workspaceId, signal = AbortSignal.timeout(30_000) } = options;
  const context = await createConnectorContext({
    workspaceId,
    session,
    folder,
    signal,
    dry: true,
    settings: step.settings,
  });
  const found =
    (await findBeyondLimits({ session, step, incoming }, connector)) ??
    (await findRefusals({ session, step, connector, context, incoming }));
  const rows = unmapped + (await queryCount(session, sql`SELECT count(*) FROM ${incoming}`));
  const before = unmapped === 0 ? [] : await countUnmapped(session, step.nodeId);
  if (found === null) return { ...unknown, rows, refused: unmapped, reasons: before };
  const reasons = [...before, ...(await countRefusals(session, found))];
  const refused = reasons.reduce((sum, reason) => sum + reason.rows, 0);
  const list = joinSql(step.fields.map(({ name }) => identifier(name)));
  const shown = await session.queryRows(
    renderSql(
      sql`SELECT "#fault", ${list} FROM ${incoming} JOIN ${found.faults} USING ("#place") ORDER BY "#place" LIMIT ${BigInt(shownRows)}`,
    ),
    shownRows,
  );
  const fields = step.fields.map(({ name, type }) => ({ name, type }));
  return {
    rows,
    refused,
    reasons,
    unchecked: [...found.unchecked],
    grid: { fields, rows: shown.rows.map(([, ...cells]) => cells), rowCount: refused - unmapped },
    faults: shown.rows.map(([fault]) => Number(fault)),
  };
}
