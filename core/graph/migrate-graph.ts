import { TelarError } from '#core/platform/telar-error.ts';
import { type Graph, graphSchema, graphSchemaVersion } from './graph.ts';

type StoredGraph = Readonly<Record<string, unknown>>;

/** `migrations[n]` turns a graph of version `n` into one of version `n + 1`. */
const migrations: Readonly<Record<number, (graph: StoredGraph) => StoredGraph>> = {};

/**
 * Reads a graph of any version that we ever wrote: from the database, a file or a request. Throws `graph_unreadable`
 * naming the path of the first part that is wrong, or `graph_too_new` for one of a later version of Telar.
 */
export function migrateGraph(json: unknown): Graph {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw unreadable('none');
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
