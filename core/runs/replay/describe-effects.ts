import type { ReplayTarget } from '#core/contracts/replays.ts';
import type { Graph, GraphNode } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { matchesByKey, type WriteMode } from '#core/graph/nodes/target-write.ts';

interface WrittenStep {
  readonly nodeId: string;
  readonly rowsLoaded: bigint;
}

/** By target, what becomes of rows that come a second time, and how many the first run had written. */
export function describeEffects({ nodes }: Graph, steps: readonly WrittenStep[]): ReplayTarget[] {
  const written = new Map(steps.map(({ nodeId, rowsLoaded }) => [nodeId, Number(rowsLoaded)]));
  return nodes
    .filter(({ kind, disabled }) => !disabled && getNodeDefinition(kind).category === 'target')
    .map((node) => ({ nodeId: node.id, name: node.name, ...describeEffect(node, written.get(node.id) ?? 0) }));
}

function describeEffect(
  { kind, settings }: GraphNode,
  rowsWritten: number,
): Pick<ReplayTarget, 'effect' | 'keys' | 'duplicates'> {
  const { mode, keys = [] } = settings as { mode?: string; keys?: string[] };
  if (kind === 'file-target') return { effect: 'file', keys: [], duplicates: 0 };
  // The other side knows requests by their key alone, and another run has other keys.
  if (kind === 'http-target') return { effect: 'sent', keys, duplicates: rowsWritten };
  if (mode === 'replace') return { effect: 'replaced', keys: [], duplicates: 0 };
  if (mode !== undefined && matchesByKey(mode as WriteMode)) return { effect: 'matched', keys, duplicates: 0 };
  return { effect: 'appended', keys: [], duplicates: rowsWritten };
}
