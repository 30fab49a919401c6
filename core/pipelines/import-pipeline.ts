import { isDeepStrictEqual } from 'node:util';
import type { Graph } from '#core/graph/graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { createPipeline } from './create-pipeline.ts';
import { listConnectionIds } from './export-pipeline.ts';
import { findPipeline } from './find-pipeline.ts';
import { findPipelineByName } from './find-pipeline-by-name.ts';
import type { FileConnection, PipelineFile } from './pipeline-file.ts';
import { readGraph } from './read-graph.ts';
import { saveDraft } from './save-draft.ts';

export interface ImportedPipeline {
  readonly pipelineId: string;
  readonly name: string;
  readonly graph: Graph;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** Connections that the workspace lacks: the draft names them all the same. */
  readonly missingConnections: readonly MissingConnection[];
  /** Nodes that read an uploaded file which the workspace lacks. */
  readonly missingFiles: readonly { readonly nodeId: string; readonly nodeName: string; readonly fileName: string }[];
}

/** A connection the file names without describing it has only an id. */
export type MissingConnection = Pick<FileConnection, 'id'> & Partial<FileConnection>;

/**
 * Makes the file the draft of the pipeline of its name, which is created when there is none. Repeating it changes
 * nothing. Connections are recognised by id, else by connector and name. Throws `pipeline_ambiguous` (409) and, when
 * somebody saves at the same moment, `draft_conflict` (409).
 */
export async function importPipeline(session: Session, file: PipelineFile): Promise<ImportedPipeline> {
  const { name } = file;
  const { ids, missingConnections } = await matchConnections(session.workspaceId, file);
  const graph = renameConnections(file.graph, ids);
  const missingFiles = await listMissingFiles(session.workspaceId, graph);
  return { ...(await saveByName(session, name, graph)), name, graph, missingConnections, missingFiles };
}

async function saveByName(session: Session, name: string, graph: Graph) {
  const pipelineId = await findExisting(session.workspaceId, name);
  if (pipelineId === null) {
    return { pipelineId: await createPipeline(session, { name, graph }), outcome: 'created' } as const;
  }
  const { draftGraph, draftRevision } = await findPipeline(session.workspaceId, pipelineId);
  if (isDeepStrictEqual(readGraph(draftGraph), graph)) return { pipelineId, outcome: 'unchanged' } as const;
  await saveDraft(session, pipelineId, { graph, baseRevision: draftRevision });
  return { pipelineId, outcome: 'updated' } as const;
}

async function findExisting(workspaceId: string, name: string): Promise<string | null> {
  try {
    return await findPipelineByName(workspaceId, name);
  } catch (error) {
    if (error instanceof TelarError && error.code === 'pipeline_unknown') return null;
    throw error;
  }
}

/** The workspace's id for every connection id in the file. */
async function matchConnections(workspaceId: string, { graph, connections }: PipelineFile) {
  const known = await getDatabase().connection.findMany({
    where: { workspaceId },
    select: { id: true, connector: true, name: true },
  });
  const ids = new Map<string, string>();
  const missingConnections: MissingConnection[] = [];
  for (const id of listConnectionIds(graph)) {
    const described = connections.find((connection) => connection.id === id);
    const alike = known.filter(({ connector, name }) => connector === described?.connector && name === described.name);
    const [match] = known.some((connection) => connection.id === id) ? [{ id }] : alike.length === 1 ? alike : [];
    if (match === undefined) missingConnections.push(described ?? { id });
    else ids.set(id, match.id);
  }
  return { ids, missingConnections };
}

function renameConnections(graph: Graph, ids: ReadonlyMap<string, string>): Graph {
  const nodes = graph.nodes.map((node) => {
    const connectionId = ids.get(String(node.settings.connectionId));
    return connectionId === undefined ? node : { ...node, settings: { ...node.settings, connectionId } };
  });
  return { ...graph, nodes };
}

async function listMissingFiles(workspaceId: string, { nodes }: Graph) {
  const named = nodes.flatMap(({ id: nodeId, name: nodeName, settings: { fileId, fileName } }) =>
    typeof fileId === 'string' && fileId !== ''
      ? [{ nodeId, nodeName, fileId, fileName: String(fileName || fileId) }]
      : [],
  );
  const ids = named.map(({ fileId }) => fileId);
  const known = await getDatabase().file.findMany({ where: { workspaceId, id: { in: ids } }, select: { id: true } });
  return named
    .filter(({ fileId }) => !known.some(({ id }) => id === fileId))
    .map(({ nodeId, nodeName, fileName }) => ({ nodeId, nodeName, fileName }));
}
