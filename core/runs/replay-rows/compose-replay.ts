import type { Graph, GraphEdge, GraphNode, NodeKind } from '#core/graph/graph.ts';
import { downstreamNodes, findNode, incomingEdges, upstreamNodes } from '#core/graph/graph-queries.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { type FileFormat, fileSource } from '#core/graph/nodes/file-source.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { fullSync } from '#core/graph/nodes/source-sync.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { isDataRule, type ValidationRule } from '#core/graph/validation-rule.ts';
import { TelarError } from '#core/platform/telar-error.ts';

export interface ReplayInput {
  readonly fileId: string;
  readonly fileName: string;
  readonly format: FileFormat;
  readonly fields: readonly SourceField[];
  /** What the step that brings the rows is called. */
  readonly name: string;
}

export interface ReplayGraph {
  readonly graph: Graph;
  /** The step that reads the rows. */
  readonly sourceId: string;
  /** Codes of sentences about what to mind; `step` is the name of the step they are about. */
  readonly notes: readonly { readonly code: string; readonly step: string }[];
}

/** Steps whose answer depends on all rows of a run: with some of them it would be wrong. */
const needAllRows: readonly NodeKind[] = ['aggregate', 'pivot', 'window', 'sample', 'sql'];

/**
 * The part of a graph that rows go through from one step on, reading them from a file: a graph like any other, that runs
 * like any other. What belongs to a whole run is left out: sources remember nothing, a mirror only adds and changes, a
 * replacement adds, rules about all rows say nothing. Throws `replay_step_missing`, `replay_blocked` or `replay_untargeted` (422).
 */
export function composeReplay(graph: Graph, nodeId: string, input: ReplayInput): ReplayGraph {
  const entry = findNode(graph, nodeId);
  if (entry === undefined || entry.disabled) throw new TelarError('replay_step_missing', { status: 422 });
  const isSource = ['source', 'trigger'].includes(getNodeDefinition(entry.kind).category);
  const sourceId = isSource
    ? nodeId
    : freeId(
        'replayed',
        graph.nodes.map(({ id }) => id),
      );
  const source = makeSource(entry, sourceId, isSource ? entry.name : input.name, input);
  const entered = isSource ? graph.edges : enterAt(graph, entry, sourceId);
  const edges = entered.filter((edge) => !carriesRejects(entry, edge) && !comesFromElsewhere(graph, nodeId, edge));
  const pruned: Graph = {
    schemaVersion: graph.schemaVersion,
    nodes: [...graph.nodes.filter(({ id }) => id !== sourceId), source],
    edges,
  };
  const after = downstreamNodes(pruned, sourceId);
  const kept = new Set([sourceId, ...after, ...[...after].flatMap((id) => [...upstreamNodes(pruned, id)])]);
  const nodes = pruned.nodes.filter(({ id }) => kept.has(id));
  const beside = nodes.filter(({ id }) => id !== sourceId && !after.has(id));
  for (const node of nodes) if (node.id !== nodeId) checkStep(pruned, node, beside);
  if (!nodes.some(({ id, kind }) => after.has(id) && getNodeDefinition(kind).category === 'target'))
    throw new TelarError('replay_untargeted', { status: 422 });
  return {
    graph: {
      ...pruned,
      nodes: nodes.map((node) => forSomeRows(node.id === nodeId ? withoutValueMapping(node) : node)),
      edges: edges.filter(({ from, to }) => kept.has(from.node) && kept.has(to.node)),
    },
    sourceId,
    notes: nodes.filter(({ id }) => after.has(id)).flatMap(noteStep),
  };
}

function makeSource({ position, id: entryId }: GraphNode, id: string, name: string, input: ReplayInput): GraphNode {
  const { fileId, fileName, format, fields } = input;
  const place = id === entryId ? position : { x: position.x - 320, y: position.y };
  const settings = fileSource.settings.parse({ fileId, fileName, format, fields });
  return { id, kind: 'file-source', name, position: place, disabled: false, settings };
}

/** The edges with the one that brings the step its rows coming from the replayed ones. */
function enterAt(graph: Graph, entry: GraphNode, sourceId: string): GraphEdge[] {
  const port = listPorts(entry).inputs.find(({ consulted }) => !consulted)?.id ?? 'rows';
  const replaced = new Set(incomingEdges(graph, entry.id, port).map(({ id }) => id));
  const id = freeId(
    'replay_edge',
    graph.edges.map((edge) => edge.id),
  );
  const edge = { id, from: { node: sourceId, port: 'rows' }, to: { node: entry.id, port } };
  return [...graph.edges.filter((each) => !replaced.has(each.id)), edge];
}

/** What the step refuses has been where it goes to. */
function carriesRejects(entry: GraphNode, { from }: GraphEdge): boolean {
  return entry.kind === 'validate' && from.node === entry.id && from.port === 'rejected';
}

/** Rows of other ways into a union went in with their own run. */
function comesFromElsewhere(graph: Graph, entryId: string, { from, to }: GraphEdge): boolean {
  if (findNode(graph, to.node)?.kind !== 'union' || from.node === entryId) return false;
  const path = downstreamNodes(graph, entryId);
  return path.has(to.node) && !path.has(from.node);
}

function checkStep(graph: Graph, node: GraphNode, beside: readonly GraphNode[]): void {
  const isBeside = beside.includes(node);
  if (isBeside && node.kind === 'webhook-trigger') throw blocked(node);
  if (isBeside || node.disabled) return;
  const sortsOut = node.kind === 'sort' && (node.settings.limit !== null || node.settings.offset !== 0);
  if (needAllRows.includes(node.kind) || sortsOut) throw blocked(node);
  if (node.kind !== 'join') return;
  const fromRight = incomingEdges(graph, node.id, 'right').some(
    ({ from }) => !beside.some(({ id }) => id === from.node),
  );
  const keepsOther = node.settings.type === 'right' || node.settings.type === 'full';
  if (keepsOther || fromRight) throw blocked(node);
}

function blocked({ id, name }: GraphNode): TelarError {
  return new TelarError('replay_blocked', { params: { step: name }, nodeId: id, status: 422 });
}

/** The step as it is for rows that are not all of a run's. */
function forSomeRows(node: GraphNode): GraphNode {
  const { kind, settings } = node;
  const more = (changes: Record<string, unknown>): GraphNode => ({ ...node, settings: { ...settings, ...changes } });
  if (kind === 'validate' && Array.isArray(settings.rules))
    return more({
      rules: (settings.rules as ValidationRule[]).map((rule) => (isDataRule(rule) ? anyNumberOfRows : rule)),
    });
  const { category } = getNodeDefinition(kind);
  if (category === 'source' && 'sync' in settings) return more({ sync: fullSync });
  if (category !== 'target' || !('mode' in settings)) return node;
  if (kind === 'http-target') return more({ mode: 'event' });
  const mode = settings.mode === 'mirror' ? 'upsert' : settings.mode === 'replace' ? 'append' : settings.mode;
  return more({ mode, ...('detect' in settings && { detect: 'target' }) });
}

/** A target refused rows whose values were those of the target already. */
function withoutValueMapping(node: GraphNode): GraphNode {
  const { mapping } = node.settings;
  if (getNodeDefinition(node.kind).category !== 'target' || !Array.isArray(mapping)) return node;
  // What an API refused is recorded as it was sent.
  if (node.kind === 'http-target') return { ...node, settings: { ...node.settings, mapping: null } };
  const plain = (mapping as ColumnMapping[]).map(({ values: _, otherwise: __, ...pair }) => pair);
  return { ...node, settings: { ...node.settings, mapping: plain } };
}

/** Keeps the place of a rule about all rows, so that the others keep their numbers. */
const anyNumberOfRows: ValidationRule = { check: 'row_count', action: 'warn', min: null, max: null };

function noteStep({ kind, name, settings }: GraphNode): { code: string; step: string }[] {
  const hasUnique = kind === 'validate' && (settings.rules as ValidationRule[]).some(({ check }) => check === 'unique');
  if (kind === 'deduplicate' || hasUnique) return [{ code: 'replay_unique_within', step: name }];
  if (kind === 'file-target') return [{ code: 'replay_makes_file', step: name }];
  if (settings.mode === 'mirror') return [{ code: 'replay_mirror_adds', step: name }];
  return settings.mode === 'replace' ? [{ code: 'replay_replace_adds', step: name }] : [];
}

function freeId(wanted: string, taken: readonly string[]): string {
  let id = wanted;
  for (let number = 2; taken.includes(id); number += 1) id = `${wanted}_${number}`;
  return id;
}
