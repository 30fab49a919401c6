import type { ReadContext } from '#connectors/kit/connector.ts';
import { sourceConnectors } from '#connectors/registry.ts';
import type { SourceStep } from '#core/compiler/plan.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { loadSource } from '#core/engine/load-source.ts';
import { TelarError } from '#core/platform/telar-error.ts';

export interface ExtractedSource {
  readonly rows: number;
  readonly rejected: number;
  readonly totalRows: number | null;
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
    const loading = loadSource(session, step.relation, step.fields, extraction.scan, step.nodeId);
    if (extraction.feed === undefined) return { ...(await loading), totalRows: extraction.totalRows ?? null };
    const [fed, loaded] = await Promise.allSettled([extraction.feed(), loading]);
    if (fed.status === 'rejected') throw fed.reason;
    if (loaded.status === 'rejected') throw loaded.reason;
    return { ...loaded.value, totalRows: extraction.totalRows ?? null };
  } catch (error) {
    throw error instanceof TelarError ? error.onNode(step.nodeId) : error;
  }
}
