import type { ReadContext } from '#connectors/kit/connector.ts';
import { sourceConnectors } from '#connectors/registry.ts';
import type { SourceStep } from '#core/compiler/plan.ts';
import { identifier, renderSql, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { type LoadedSource, loadSource } from '#core/engine/load-source.ts';
import type { FoundShape } from '#core/graph/found-shape.ts';
import { changeField, readSourceSync, tellsChanges } from '#core/graph/nodes/source-sync.ts';
import { TelarError } from '#core/platform/telar-error.ts';

export interface ExtractedSource extends LoadedSource {
  /** What reading told of the source's fields; null where the source itself tells. */
  readonly found: FoundShape | null;
  readonly totalRows: number | null;
  /** See `Extraction`. */
  readonly horizon: string | null;
}

/**
 * Reads a source into the engine's table for its step. A named pipe is fed while the engine reads it;
 * when both sides fail, the source's own failure is the one that explains.
 */
export async function extractSource(
  session: EngineSession,
  step: SourceStep,
  context: ReadContext<Record<string, unknown>>,
): Promise<ExtractedSource> {
  const connector = sourceConnectors[step.kind as keyof typeof sourceConnectors];
  if (connector === undefined)
    throw new TelarError('source_unknown', { params: { kind: step.kind }, nodeId: step.nodeId });
  try {
    const extraction = await connector.extract(context);
    const isMarked = extraction.marked ?? false;
    const fields = step.fields.filter(({ name }) => name !== changeField.name || isMarked || !marksChanges(step));
    const loading = loadSource(session, step.relation, fields, extraction.scan, step.nodeId);
    const [fed, loaded] = await Promise.allSettled([extraction.feed?.(), loading]);
    if (fed.status === 'rejected') throw fed.reason;
    if (loaded.status === 'rejected') throw loaded.reason;
    if (marksChanges(step) && !isMarked) await addChangeField(session, step.relation);
    return {
      ...loaded.value,
      totalRows: extraction.totalRows ?? null,
      horizon: extraction.horizon?.() ?? null,
      found: extraction.found?.() ?? null,
    };
  } catch (error) {
    throw error instanceof TelarError ? error.onNode(step.nodeId) : error;
  }
}

function marksChanges({ settings, fields }: SourceStep): boolean {
  return tellsChanges(readSourceSync(settings)) && fields.some(({ name }) => name === changeField.name);
}

/** Until the rows are compared with those of the last run, all of them count as new. */
async function addChangeField(session: EngineSession, relation: string): Promise<void> {
  const column = sql`${identifier(changeField.name)} VARCHAR DEFAULT 'added'`;
  await session.execute(renderSql(sql`ALTER TABLE ${identifier(relation)} ADD COLUMN ${column}`));
}
