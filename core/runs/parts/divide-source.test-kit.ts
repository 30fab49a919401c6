import { sourceConnectors } from '#connectors/registry.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { readDataDir } from '#core/platform/read-config.ts';
import { createConnectorContext } from '../connector-context.ts';
import { hashSettings } from '../hash-settings.ts';
import { type PartScope, planParts } from './plan-parts.ts';

interface DividedSource extends PartScope {
  readonly context: Awaited<ReturnType<typeof createConnectorContext>>;
  readonly division: { readonly ranges: readonly Record<string, string | null>[]; readonly state: string | null };
}

/** Divides a source into four parts for a run that a test claimed, and does the work while its state is open. */
export async function divideSource(
  { id, kind, settings }: GraphNode,
  run: { readonly workspaceId: string; readonly id: string; readonly epoch: number },
  work: (divided: DividedSource) => Promise<void>,
): Promise<void> {
  const parts = sourceConnectors[kind as keyof typeof sourceConnectors]?.parts;
  if (parts === undefined) throw new Error(`${kind} is never read in parts`);
  const { workspaceId, id: runId, epoch } = run;
  const signal = new AbortController().signal;
  const context = await createConnectorContext({ workspaceId, settings, session: null, folder: readDataDir(), signal });
  const scope = { runId, nodeId: id, epoch };
  await parts.divide(context, { parts: 4, earlier: null }, async (division) => {
    if (division === null) throw new Error('not divided');
    const { ranges, ...how } = division;
    await planParts(scope, { kind, settings, identity: hashSettings(kind, settings), ...how }, ranges, false);
    await work({ ...scope, context, division });
  });
}
