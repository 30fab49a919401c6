import type { Graph } from './graph.ts';
import { upstreamNodes } from './graph-queries.ts';

/**
 * A short text that changes when the rows of a node may: with the settings of the node and of all it reads from, and
 * with what is connected there. Names and places do not count. The same in a browser and on the server.
 */
export function hashUpstream(graph: Graph, nodeId: string): string {
  const upstream = upstreamNodes(graph, nodeId).add(nodeId);
  const nodes = graph.nodes
    .filter(({ id, kind }) => kind !== 'note' && upstream.has(id))
    .map(({ id, kind, settings, disabled }) => ({ id, kind, settings, disabled }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const edges = graph.edges
    .filter(({ to }) => upstream.has(to.node))
    .map(({ from, to }) => `${from.node}.${from.port}>${to.node}.${to.port}`)
    .sort();
  return hashText(stringifySorted([nodes, edges]));
}

/** The database keeps objects with their keys in an order of its own. */
function stringifySorted(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** 64 bits of FNV-1a: enough to notice a change, not to keep a secret. */
function hashText(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}
