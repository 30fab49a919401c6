import { z } from 'zod';
import type { ConnectionView } from '#core/contracts/connections.ts';
import type { FileView } from '#core/contracts/files.ts';
import type { Graph, GraphNode } from '#core/graph/graph.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';

/** Type of our entry on the system's clipboard; the same text lies there as plain text, for chats and files. */
export const fragmentMimeType = 'application/x-telar-steps';

const referenceSchema = z.object({ id: z.string(), name: z.string(), connector: z.string().optional() });

const clipSchema = z.object({
  telarSteps: z.literal(1),
  graph: z.record(z.string(), z.unknown()),
  connections: z.array(referenceSchema).max(500),
  files: z.array(referenceSchema).max(500),
});

/** Something outside the graph that steps name in their settings. */
export type Reference = z.infer<typeof referenceSchema> & { readonly setting: 'connectionId' | 'fileId' };

export interface Clip {
  readonly graph: Graph;
  readonly references: readonly Reference[];
}

export interface Surroundings {
  readonly connections: readonly Pick<ConnectionView, 'id' | 'name' | 'connector'>[];
  readonly files: readonly Pick<FileView, 'id' | 'name'>[];
}

function readId({ settings }: GraphNode, setting: Reference['setting']): string[] {
  const id = settings[setting];
  return typeof id === 'string' && id !== '' ? [id] : [];
}

/** The text of steps on the clipboard, with the names of what they lean on, so that it can be found elsewhere. */
export function formatClip(graph: Graph, connections: Surroundings['connections']): string {
  const used = new Set(graph.nodes.flatMap((node) => readId(node, 'connectionId')));
  const files = new Map(
    graph.nodes.flatMap((node) => readId(node, 'fileId').map((id) => [id, String(node.settings.fileName ?? id)])),
  );
  const known = new Map(connections.map((connection) => [connection.id, connection]));
  return JSON.stringify({
    telarSteps: 1,
    graph,
    connections: [...used].map((id) => ({ id, name: known.get(id)?.name ?? id, connector: known.get(id)?.connector })),
    files: [...files].map(([id, name]) => ({ id, name })),
  });
}

/** Steps from text of the clipboard, of this or an earlier version; null when it is something else. */
export function parseClip(text: string): Clip | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    const clip = clipSchema.parse(JSON.parse(text));
    const graph = migrateGraph(clip.graph);
    if (graph.nodes.length === 0) return null;
    const references = [
      ...clip.connections.map((one) => ({ ...one, setting: 'connectionId' as const })),
      ...clip.files.map((one) => ({ ...one, setting: 'fileId' as const })),
    ];
    return { graph, references };
  } catch {
    return null;
  }
}

/** What the steps lean on that is not here. */
export function findMissing({ references }: Clip, { connections, files }: Surroundings): Reference[] {
  const here = new Set([...connections, ...files].map(({ id }) => id));
  return references.filter(({ id }) => !here.has(id));
}

/** What is here that could stand in for a reference: of the same kind, that of the same name first. */
export function listReplacements(reference: Reference, { connections, files }: Surroundings) {
  const fitting =
    reference.setting === 'fileId'
      ? files
      : connections.filter(({ connector }) => reference.connector === undefined || connector === reference.connector);
  const rank = ({ name }: { name: string }) => (name === reference.name ? 0 : 1);
  return fitting.toSorted((a, b) => rank(a) - rank(b));
}

/** The graph with references replaced; those without a replacement are empty, as in a new step. */
export function replaceReferences(
  graph: Graph,
  replacements: ReadonlyMap<string, { readonly id: string; readonly name: string } | null>,
): Graph {
  return { ...graph, nodes: graph.nodes.map((node) => replaceInNode(node, replacements)) };
}

function replaceInNode(
  node: GraphNode,
  replacements: ReadonlyMap<string, { readonly id: string; readonly name: string } | null>,
): GraphNode {
  const { defaults } = getNodeDefinition(node.kind);
  const settings = { ...node.settings };
  for (const setting of ['connectionId', 'fileId'] as const) {
    const replacement = replacements.get(String(settings[setting]));
    if (replacement === undefined) continue;
    settings[setting] = replacement?.id ?? defaults[setting];
    if (setting === 'fileId') settings.fileName = replacement?.name ?? defaults.fileName;
  }
  return { ...node, settings };
}
