import { TelarError } from '#core/platform/telar-error.ts';
import { type Graph, graphSchema, graphSchemaVersion } from './graph.ts';

type StoredGraph = Readonly<Record<string, unknown>>;

/** `migrations[n]` turns a graph of version `n` into one of version `n + 1`. */
const migrations: Readonly<Record<number, (graph: StoredGraph) => StoredGraph>> = {
  1: (graph) => changeSettings(graph, 'join', compareByKey),
};

/** Joins compared all keys in one way; now each key has its own. */
function compareByKey({ ignoreCase, ...settings }: StoredGraph): StoredGraph {
  const compare = ignoreCase === false ? 'exact' : 'text';
  const keys = Array.isArray(settings.keys) ? settings.keys.map((key) => ({ compare, ...key })) : [];
  return { ...settings, keys };
}

/** The graph with the settings of every node of a kind changed; what is no graph stays as it is, to be refused. */
function changeSettings(graph: StoredGraph, kind: string, change: (settings: StoredGraph) => StoredGraph): StoredGraph {
  if (!Array.isArray(graph.nodes)) return graph;
  const isOfKind = (node: unknown): node is StoredGraph => isRecord(node) && node.kind === kind;
  const nodes = graph.nodes.map((node: unknown) =>
    isOfKind(node) && isRecord(node.settings) ? { ...node, settings: change(node.settings) } : node,
  );
  return { ...graph, nodes };
}

function isRecord(value: unknown): value is StoredGraph {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a graph of any version that we ever wrote: from the database, a file or a request. Throws `graph_unreadable`
 * naming the path of the first part that is wrong, or `graph_too_new` for one of a later version of Telar.
 */
export function migrateGraph(json: unknown): Graph {
  if (!isRecord(json)) throw unreadable('none');
  let graph: StoredGraph = { ...json };
  for (let version = graph.schemaVersion; version !== graphSchemaVersion; version = graph.schemaVersion) {
    if (typeof version === 'number' && version > graphSchemaVersion)
      throw new TelarError('graph_too_new', { params: { version, known: graphSchemaVersion } });
    const migrate = typeof version === 'number' ? migrations[version] : undefined;
    if (migrate === undefined) throw unreadable('schemaVersion');
    graph = { ...migrate(graph), schemaVersion: Number(version) + 1 };
  }
  const parsed = graphSchema.safeParse(graph);
  if (!parsed.success) throw unreadable(parsed.error.issues[0]?.path.join('.') || 'none');
  return parsed.data;
}

function unreadable(path: string): TelarError {
  return new TelarError('graph_unreadable', { params: { path } });
}
