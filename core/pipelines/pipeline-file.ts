import { z } from 'zod';
import type { Graph, GraphNode } from '#core/graph/graph.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** Version of the file's shape; the graph inside carries its own. */
const fileVersion = 1;

const connectionSchema = z.strictObject({
  id: z.string().min(1).max(60),
  connector: z.string().min(1).max(60),
  name: z.string().min(1).max(120),
});

const fileSchema = z.strictObject({
  telar: z.literal(fileVersion),
  name: z.string().trim().min(1).max(120),
  graph: z.record(z.string(), z.unknown()),
  connections: z.array(connectionSchema).max(500),
});

/** A connection that the graph names, by what it is recognised by elsewhere. Never its secrets. */
export type FileConnection = z.infer<typeof connectionSchema>;

/** A pipeline as it lies in a repository. */
export interface PipelineFile {
  readonly name: string;
  readonly graph: Graph;
  readonly connections: readonly FileConnection[];
}

/**
 * Reads a pipeline file, or a bare graph, which then takes the name given. Throws `pipeline_file_not_json`,
 * `pipeline_file_too_new`, `pipeline_file_invalid` with the path of what is wrong, or what `migrateGraph` throws.
 */
export function parsePipelineFile(text: string, nameOfGraph: string): PipelineFile {
  const json = parseJson(text);
  if (typeof json !== 'object' || json === null || !('telar' in json)) {
    return { name: nameOfGraph, graph: migrateGraph(json), connections: [] };
  }
  if (typeof json.telar === 'number' && json.telar > fileVersion) throw new TelarError('pipeline_file_too_new');
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') || 'telar';
    throw new TelarError('pipeline_file_invalid', { params: { path } });
  }
  const { name, graph, connections } = parsed.data;
  return { name, graph: migrateGraph(graph), connections };
}

/** The text of a pipeline file: the same pipeline always gives the same text, and a small edit a small difference. */
export function formatPipelineFile({ name, graph, connections }: PipelineFile): string {
  const file = {
    telar: fileVersion,
    name,
    graph: {
      schemaVersion: graph.schemaVersion,
      nodes: graph.nodes.map(formatNode),
      edges: graph.edges,
      groups: graph.groups,
    },
    connections: connections
      .map(({ id, connector, name: connectionName }) => ({ id, connector, name: connectionName }))
      .sort((a, b) => compare(a.connector, b.connector) || compare(a.name, b.name) || compare(a.id, b.id)),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function formatNode({ id, kind, name, position, settings, disabled }: GraphNode) {
  const { x, y } = position;
  return { id, kind, name, position: { x, y }, disabled, settings: sortKeys(settings) };
}

/** The database stores the keys of settings in an order of its own. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => compare(a, b))
      .map(([key, item]) => [key, sortKeys(item)]),
  );
}

/** The same order in every language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new TelarError('pipeline_file_not_json', { cause });
  }
}
