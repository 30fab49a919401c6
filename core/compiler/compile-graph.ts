import type { Field } from '#core/graph/field-type.ts';
import type { Graph, GraphNode } from '#core/graph/graph.ts';
import { incomingEdges, orderTopologically } from '#core/graph/graph-queries.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import type { Problem } from '#core/graph/problem.ts';
import { validateGraph } from '#core/graph/validate-graph.ts';
import { checkTarget } from './check-target.ts';
import { isTransformKind, lowerTransform, type TransformKind } from './lower-transform.ts';
import type { NodeProblem } from './lowering.ts';
import type { CompileContext, CompileResult, PlanInput, PlanStep, TransformStep } from './plan.ts';
import { readSourceFields } from './source-fields.ts';

/** What is known of a node's output: where its rows are, their fields, and whether they can be had. */
interface Output {
  readonly nodeId: string;
  readonly port: string;
  readonly relation: string;
  readonly fields: readonly Field[];
  /** False when the node or one before it has an error: fields are known, rows are not. */
  readonly runs: boolean;
}

type Resolution = Output | 'skipped' | 'unknown';

/**
 * Turns a graph into steps of SQL, with every problem of `validateGraph` and those of fields and types.
 *
 * Disabled nodes: a transform with one input lets its rows pass unchanged, so that nodes after it read from the node
 * before it. A disabled source, target or transform with several inputs does not run, nor does anything after it.
 */
export function compileGraph(graph: Graph, context: CompileContext): CompileResult {
  return new GraphCompiler(graph, context).compile();
}

class GraphCompiler {
  private readonly graph: Graph;
  private readonly context: CompileContext;
  private readonly problems: Problem[];
  private readonly steps: PlanStep[] = [];
  private readonly outputs = new Map<string, Resolution>();
  private readonly fields: Record<string, Record<string, readonly Field[]>> = {};

  constructor(graph: Graph, context: CompileContext) {
    this.graph = graph;
    this.context = context;
    this.problems = validateGraph(graph);
  }

  compile(): CompileResult {
    // Edges and ids that are not what they seem would make every answer about fields a guess.
    const isSound = !this.problems.some(({ code, edgeId }) => edgeId !== undefined || code === 'node_id_repeated');
    if (isSound) for (const node of orderTopologically(this.graph).ordered) this.compileNode(node);
    return { plan: { steps: markShared(this.steps) }, problems: this.problems, fields: this.fields };
  }

  private compileNode(node: GraphNode): void {
    const { category, outputs } = getNodeDefinition(node.kind);
    const port = outputs[0]?.id;
    if (category === 'note' || (category === 'trigger' && port === undefined)) return;
    const resolution = this.resolveNode(node, port);
    this.outputs.set(node.id, resolution);
    if (typeof resolution === 'string') {
      if (resolution === 'skipped' && !node.disabled) this.report(node, 'node_skipped', 'warning');
      return;
    }
    if (port !== undefined) this.fields[node.id] = { [port]: resolution.fields };
  }

  private resolveNode(node: GraphNode, port: string | undefined): Resolution {
    const { inputs: ports } = getNodeDefinition(node.kind);
    const inputs = ports.flatMap(({ id }) => incomingEdges(this.graph, node.id, id).map((edge) => ({ id, edge })));
    const resolved = inputs.map(({ id, edge }) => ({ id, output: this.outputs.get(edge.from.node) ?? 'unknown' }));
    if (node.disabled && (ports.length !== 1 || ports[0]?.multiple || !isTransformKind(node.kind))) return 'skipped';
    if (resolved.some(({ output }) => output === 'skipped')) return 'skipped';
    const known = resolved.flatMap(({ id, output }) => (typeof output === 'string' ? [] : [{ id, output }]));
    const isConnected = ports.every(({ id }) => known.some((input) => input.id === id));
    if (known.length < resolved.length || !isConnected) return 'unknown';
    const upstream = known[0]?.output;
    if (node.disabled) return upstream ?? 'unknown';
    const planInputs = known.map(({ id, output }) => toPlanInput(id, output));
    const runs = known.every(({ output }) => output.runs) && !this.hasErrors(node);
    if (isTransformKind(node.kind)) return this.compileTransform(node, node.kind, planInputs, runs);
    if (port !== undefined) return this.compileSource(node, port, runs);
    return this.compileTarget(node, planInputs, runs);
  }

  private compileSource(node: GraphNode, port: string, runs: boolean): Resolution {
    const fields = readSourceFields(node);
    if (fields === null || fields.length === 0) return 'unknown';
    const relation = relationName(node, port);
    if (runs) this.steps.push({ ...stepBase(node), role: 'source', relation, port, fields });
    return { nodeId: node.id, port, relation, fields, runs };
  }

  private compileTransform(
    node: GraphNode,
    kind: TransformKind,
    inputs: readonly PlanInput[],
    inputsRun: boolean,
  ): Resolution {
    const parsed = getNodeDefinition(kind).settings.safeParse(node.settings);
    if (!parsed.success) return 'unknown';
    const lowering = lowerTransform(kind, parsed.data, inputs, this.context);
    this.reportAll(node, lowering.problems);
    const runs = inputsRun && !this.hasErrors(node);
    const port = getNodeDefinition(kind).outputs[0]?.id ?? 'rows';
    const { fields, query, placedQuery, accounting, materialize, rejects, readsPlaces } = lowering;
    const relation = relationName(node, port);
    const output = { port, relation, query, fields, ...(placedQuery && { placedQuery }) };
    if (runs)
      this.steps.push({
        ...stepBase(node),
        role: 'transform',
        inputs,
        outputs: [output],
        accounting,
        materialize,
        ...(rejects && { rejects }),
        ...(readsPlaces && { readsPlaces }),
      });
    return { nodeId: node.id, port, relation, fields, runs };
  }

  private compileTarget(node: GraphNode, inputs: readonly PlanInput[], inputsRun: boolean): Resolution {
    const [input] = inputs;
    if (input === undefined) return 'unknown';
    this.reportAll(node, checkTarget(node, input.fields));
    const runs = inputsRun && !this.hasErrors(node);
    if (runs) this.steps.push({ ...stepBase(node), role: 'target', input, fields: input.fields });
    return { nodeId: node.id, port: '', relation: '', fields: [], runs };
  }

  private hasErrors({ id }: GraphNode): boolean {
    return this.problems.some(({ nodeId, severity }) => nodeId === id && severity === 'error');
  }

  /** Adds problems but for those that the settings alone showed already. */
  private reportAll({ id }: GraphNode, problems: readonly NodeProblem[]): void {
    const isKnown = ({ code, field }: NodeProblem) =>
      this.problems.some((other) => other.nodeId === id && other.code === code && other.field === field);
    for (const problem of problems) if (!isKnown(problem)) this.problems.push({ ...problem, nodeId: id });
  }

  private report({ id, name }: GraphNode, code: string, severity: Problem['severity']): void {
    this.problems.push({ code, params: { name }, nodeId: id, severity });
  }
}

function stepBase({ id, name, kind, settings }: GraphNode) {
  return { nodeId: id, name, kind, settings };
}

/** The node's id for its first port, `id.port` for others. */
function relationName({ id, kind }: GraphNode, port: string): string {
  return getNodeDefinition(kind).outputs[0]?.id === port ? id : `${id}.${port}`;
}

function toPlanInput(port: string, { nodeId, port: fromPort, relation, fields }: Output): PlanInput {
  return { port, nodeId, fromPort, relation, fields };
}

/** Relations that more than one step reads are stored, so that their rows are computed once. */
function markShared(steps: readonly PlanStep[]): PlanStep[] {
  const reads = new Map<string, number>();
  for (const step of steps) {
    const inputs = step.role === 'transform' ? step.inputs : step.role === 'target' ? [step.input] : [];
    for (const { relation } of inputs) reads.set(relation, (reads.get(relation) ?? 0) + 1);
  }
  const isShared = ({ outputs }: TransformStep) => outputs.some(({ relation }) => (reads.get(relation) ?? 0) > 1);
  return steps.map((step) => (step.role === 'transform' && isShared(step) ? { ...step, materialize: true } : step));
}
