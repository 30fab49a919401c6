import { stat } from 'node:fs/promises';
import type { LoadContext, LoadResult } from '#connectors/kit/connector.ts';
import { targetConnectors } from '#connectors/registry.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import type { SqlQuery } from '#core/compiler/sql.ts';
import { exportRelation } from '#core/engine/export-relation.ts';
import { sightPeople } from '#core/people/sight-people.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { noRows, type StepCounts } from './account-rows.ts';
import { checkLoaded } from './compare/check-loaded.ts';
import { createConnectorContext } from './connector-context.ts';
import { countUnmapped } from './forecast/find-refusals.ts';
import { setAsideBeyondLimits } from './forecast/leave-out-beyond-limits.ts';
import { keepFates, keepTargetRows, keptRowsOfTarget } from './kept-rows/keep-rows.ts';
import { recordRequests } from './kept-rows/record-requests.ts';
import { mapValues, refuseUnmapped } from './map-values.ts';
import { keepsOutgoing, openOutgoing } from './outgoing-rows.ts';
import type { PlanExecution } from './plan-execution.ts';
import { planTarget } from './plan-target.ts';
import { addRejectedRows } from './rejected-rows.ts';
import { rememberBefore } from './undo/remember-before.ts';
import { isUnstorable, setAsideUnstorable } from './unstorable-text.ts';

export interface LoadedTarget {
  readonly counts: StepCounts;
  /** Rows that came, as the engine wrote them for the connector or set them aside; null when it asked for none, because an earlier attempt had loaded them. */
  readonly exported: number | null;
}

export interface LoadOptions {
  /** Null while nobody has counted the rows: then the engine counts what it writes. */
  readonly rowsKnown: number | null;
  /** About how many they are; absent where nobody can say. */
  readonly rowsExpected?: number | undefined;
  /** Whether the first rows may be kept to look at, which may compute them once more. */
  readonly mayKeep: boolean;
  /** Called once something was taken that cannot be taken back, whatever becomes of the rest. */
  readonly onTaken?: () => void;
}

/** Writes the rows of `query` to the step's target; repeating it after a crash writes nothing twice. */
export async function loadTarget(
  execution: PlanExecution,
  step: TargetStep,
  query: SqlQuery,
  { rowsKnown, rowsExpected, mayKeep, onTaken }: LoadOptions,
): Promise<LoadedTarget> {
  if (execution.dry !== undefined) return planLoad(execution, execution.dry, step, query);
  const { runId, workspaceId, session, folder, signal, recorder } = execution;
  const connector = targetConnectors[step.kind as keyof typeof targetConnectors];
  if (connector === undefined) throw new TelarError('target_unknown', { params: { kind: step.kind } });
  const context = await createConnectorContext({
    ...{ workspaceId, runId, nodeId: step.nodeId },
    ...{ settings: step.settings, session, folder, signal },
  });
  const escapeFormulas = step.settings.escapeFormulas === true;
  const { query: mapped, rejected: beyond } = await setAsideBeyondLimits(session, step, mapValues(query, step));
  const unmapped = (await refuseUnmapped(session, query, step)) + beyond;
  const knownMapped = rowsKnown === null ? null : rowsKnown - unmapped;
  const outgoing = keepsOutgoing(step) ? await openOutgoing(execution, step, mapped) : null;
  const keeps = mayKeep || outgoing !== null;
  if (keeps) recorder.attach(step.nodeId, await keepTargetRows(execution, step, outgoing?.query ?? mapped));
  const requests = recordRequests(execution, step.nodeId, context.connection);
  let exported: number | null = null;
  let leaving = outgoing?.query ?? mapped;
  const loading: LoadContext<Record<string, unknown>> = {
    ...context,
    onSent: (sent) => {
      requests.add(sent);
      if (sent.response !== null && sent.response.status < 300) onTaken?.();
    },
    fields: step.fields,
    key: { runId, nodeId: step.nodeId },
    allowRemovals: execution.allowRemovals,
    ...(rowsExpected !== undefined && { rowsExpected }),
    ...(keeps && { rowsTold: keptRowsOfTarget }),
    exportRows: async (format, path) => {
      exported = await exportRelation(session, leaving, format, path, { escapeFormulas });
      return exported;
    },
    onProgress: ({ loaded }) => {
      recorder.progress(step.nodeId, { ...noRows, rowsIn: rowsKnown ?? loaded, rowsLoaded: loaded });
    },
  };
  let unstorable = 0;
  const loadStorable = async (error: unknown) => {
    // What detects changes by what it sent numbers its rows as they are exported.
    if (!isUnstorable(error) || outgoing !== null) throw error;
    const storable = await setAsideUnstorable(session, step.nodeId, leaving);
    if (storable.rejected === 0) throw error;
    ({ query: leaving, rejected: unstorable } = storable);
    return connector.load(loading);
  };
  const load = () =>
    connector
      .load(loading)
      .catch(loadStorable)
      .finally(async () => {
        recorder.attach(step.nodeId, { requestsBlobKey: await requests.store() });
      });
  const result = outgoing?.sent ? { ...outgoing.sent, alreadyLoaded: true } : await load();
  if (result.artifact !== undefined) await storeArtifact(runId, step.nodeId, result.artifact);
  if (result.before !== undefined) await rememberBefore(runId, step.nodeId, result.before);
  const rejected = result.rejected ?? [];
  if (rejected.length > 0) await addRejectedRows(session, step.nodeId, rejected);
  // Rows that were set aside before are not among those that the target numbered.
  if (result.fates !== undefined && unstorable === 0) await keepFates(execution, step, result.fates);
  if (keeps) await sightPeople({ ...execution, nodeId: step.nodeId, role: 'written' }, leaving, step.fields);
  await checkLoaded(execution, step, context, leaving, result);
  await outgoing?.settle(result);
  const rowsUnchanged = (result.unchanged ?? 0) + (outgoing?.unchanged ?? 0);
  const rowsFiltered = result.skipped ?? 0;
  const rowsRejected = rejected.length + unstorable;
  const rowsDone = result.loaded + rowsRejected + rowsUnchanged + rowsFiltered;
  // An earlier attempt may have read other rows than this one; its own counts are the true ones.
  const rowsMapped =
    outgoing?.total ?? (result.alreadyLoaded ? rowsDone : (knownMapped ?? (exported ?? 0) + unstorable));
  const counts = {
    ...noRows,
    rowsIn: rowsMapped + unmapped,
    rowsLoaded: result.loaded,
    rowsRejected: rowsRejected + unmapped,
    rowsUnchanged,
    rowsFiltered,
    rowsCreated: result.created ?? 0,
    rowsUpdated: result.updated ?? 0,
    rowsRemoved: result.removed ?? 0,
  };
  const sent = outgoing?.total ?? exported;
  return { counts, exported: sent === null ? null : sent + unmapped };
}

/** Counts what would be written, and says so. */
async function planLoad(
  execution: PlanExecution,
  dry: NonNullable<PlanExecution['dry']>,
  step: TargetStep,
  query: SqlQuery,
): Promise<LoadedTarget> {
  const unmapped = await refuseUnmapped(execution.session, query, step);
  const written = await planTarget(execution, step, query);
  const planned = {
    ...written,
    rows: written.rows + unmapped,
    rejected: written.rejected + unmapped,
    reasons: [...(unmapped === 0 ? [] : await countUnmapped(execution.session, step.nodeId)), ...written.reasons],
  };
  dry.addTarget(planned);
  const { rows, rejected } = planned;
  return { counts: { ...noRows, rowsIn: rows, rowsLoaded: rows - rejected, rowsRejected: rejected }, exported: rows };
}

async function storeArtifact(runId: string, nodeId: string, artifact: NonNullable<LoadResult['artifact']>) {
  const { size: sizeBytes } = await stat(artifact.path);
  const blobKey = `runs/${runId}/${nodeId}`;
  await getBlobStore().adopt(blobKey, artifact.path);
  const entry = { name: artifact.name, blobKey, sizeBytes };
  await getDatabase().runArtifact.upsert({
    where: { runId_nodeId: { runId, nodeId } },
    create: { runId, nodeId, ...entry },
    update: entry,
  });
}
