import type { Field } from '#core/graph/field-type.ts';
import type { Graph, GraphEdge, GraphNode } from '#core/graph/graph.ts';
import { incomingEdges, orderTopologically } from '#core/graph/graph-queries.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import type { Port } from '#core/graph/node-definition.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import type { Problem } from '#core/graph/problem.ts';
import { validateGraph } from '#core/graph/validate-graph.ts';
import { lowerTarget } from './lower-target.ts';
import { isTransformKind, lowerTransform, type TransformKind } from './lower-transform.ts';
import type { NodeProblem } from './lowering.ts';
import type { CompileContext, CompileResult, PlanInput, PlanOutput, PlanStep, TransformStep } from './plan.ts';
import { readSourceFields } from './source-fields.ts';
import { identifier } from './sql.ts';

/** What is known of a node's output: where its rows are, their fields, and whether they can be had. */
interface Output {
  readonly nodeId: string;
  readonly port: string;
  readonly relation: string;
  readonly fields: readonly Field[];
  /** False when the node or one before it has an error: fields are known, rows are not. */
  readonly runs: boolean;
}

/** The outputs of a node by port. */
type Resolution = ReadonlyMap<string, Output> | 'skipped' | 'unknown';

/**
 * Turns a graph into steps of SQL, with every problem of `validateGraph` and those of fields and types.
 *
 * Disabled nodes: a transform with one input lets its rows pass unchanged, so that nodes after it read from the node
 * before it, by the first of its outputs. A disabled source, target or transform with several inputs does not run, nor
 * does anything after it.
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
    const { category } = getNodeDefinition(node.kind);
    const port = listPorts(node).outputs[0]?.id;
    if (category === 'note' || (category === 'trigger' && port === undefined)) return;
    const resolution = this.resolveNode(node, port);
    this.outputs.set(node.id, resolution);
    if (typeof resolution === 'string') {
      if (resolution === 'skipped' && !node.disabled) this.report(node, 'node_skipped', 'warning');
      return;
    }
    if (port !== undefined)
      this.fields[node.id] = Object.fromEntries([...resolution].map(([id, { fields }]) => [id, fields]));
  }

  private resolveNode(node: GraphNode, port: string | undefined): Resolution {
    const { inputs: ports } = listPorts(node);
    const inputs = ports.flatMap((to) => incomingEdges(this.graph, node.id, to.id).map((edge) => ({ to, edge })));
    const resolved = inputs.map(({ to, edge }) => ({ to, edge, output: this.outputAt(edge.from) }));
    if (node.disabled && (ports.length !== 1 || ports[0]?.multiple || !isTransformKind(node.kind))) return 'skipped';
    if (resolved.some(({ output }) => output === 'skipped')) return 'skipped';
    const known = resolved.flatMap(({ to, edge, output }) =>
      typeof output === 'string' ? [] : [{ to, edge, output }],
    );
    const isConnected = ports.every(({ id, required }) => !required || known.some(({ to }) => to.id === id));
    if (known.length < resolved.length || !isConnected) return 'unknown';
    const upstream = known[0]?.output;
    if (node.disabled) return upstream === undefined ? 'unknown' : new Map([[port ?? '', upstream]]);
    const planInputs = known.map(({ to, edge, output }) => toPlanInput(to, edge, output));
    const runs = known.every(({ output }) => output.runs) && !this.hasErrors(node);
    if (isTransformKind(node.kind)) return this.compileTransform(node, node.kind, planInputs, runs);
    if (port !== undefined) return this.compileSource(node, port, runs);
    return this.compileTarget(node, planInputs, runs);
  }

  private outputAt({ node, port }: GraphEdge['from']): Output | 'skipped' | 'unknown' {
    const resolution = this.outputs.get(node) ?? 'unknown';
    return typeof resolution === 'string' ? resolution : (resolution.get(port) ?? 'skipped');
  }

  private compileSource(node: GraphNode, port: string, runs: boolean): Resolution {
    const fields = readSourceFields(node);
    if (fields === null || fields.length === 0) return 'unknown';
    const relation = relationName(node, port);
    if (runs) this.steps.push({ ...stepBase(node), role: 'source', relation, port, fields });
    return new Map([[port, { nodeId: node.id, port, relation, fields, runs }]]);
  }

  private compileTransform(
    node: GraphNode,
    kind: TransformKind,
    inputs: readonly PlanInput[],
    inputsRun: boolean,
  ): Resolution {
    const parsed = getNodeDefinition(kind).settings.safeParse(node.settings);
    if (!parsed.success) return 'unknown';
    const stage = `${node.id}.#stage`;
    const lowering = lowerTransform(kind, parsed.data, inputs, { ...this.context, stage: identifier(stage) });
    this.reportAll(node, lowering.problems);
    const runs = inputsRun && !this.hasErrors(node);
    const first = listPorts(node).outputs[0]?.id ?? 'rows';
    const { fields, query, placedQuery, accounting, materialize, rejects, checks, notices, readsPlaces } = lowering;
    const outputs = [
      { port: first, query, fields, ...(placedQuery && { placedQuery }) },
      ...(lowering.otherOutputs ?? []),
    ].map((output): PlanOutput => ({ ...output, relation: relationName(node, output.port) }));
    if (runs)
      this.steps.push({
        ...stepBase(node),
        role: 'transform',
        inputs,
        ...(lowering.stage && { stage: { relation: stage, query: lowering.stage } }),
        outputs,
        accounting,
        materialize,
        ...(rejects && { rejects }),
        ...(checks && { checks }),
        ...(notices && { notices }),
        ...(readsPlaces && { readsPlaces }),
      });
    const resolve = ({ port, relation, fields }: PlanOutput): [string, Output] => [
      port,
      { nodeId: node.id, port, relation, fields, runs },
    ];
    return new Map(outputs.map(resolve));
  }

  private compileTarget(node: GraphNode, inputs: readonly PlanInput[], inputsRun: boolean): Resolution {
    const [input] = inputs;
    if (input === undefined) return 'unknown';
    const { problems, settings, fields, mapped } = lowerTarget(node, input.fields, this.context);
    this.reportAll(node, problems);
    const runs = inputsRun && !this.hasErrors(node);
    const base = { ...stepBase(node), ...(settings && { settings }) };
    if (runs) this.steps.push({ ...base, role: 'target', input, fields, ...(mapped && { mapped }) });
    return new Map();
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

/** Settings that were stored before a kind had all it has now are completed by its schema. */
function stepBase({ id, name, kind, settings }: GraphNode) {
  const parsed = getNodeDefinition(kind).settings.safeParse(settings);
  return { nodeId: id, name, kind, settings: parsed.success ? parsed.data : settings };
}

/** The node's id for its first port, `id.port` for others. */
function relationName(node: GraphNode, port: string): string {
  return listPorts(node).outputs[0]?.id === port ? node.id : `${node.id}.${port}`;
}

function toPlanInput(
  to: Port,
  { id: edgeId }: GraphEdge,
  { nodeId, port: fromPort, relation, fields }: Output,
): PlanInput {
  return { port: to.id, edgeId, nodeId, fromPort, relation, fields, ...(to.consulted && { consulted: true }) };
}

/** Relations that more than one step reads are stored, so that their rows are computed once. */
function markShared(steps: readonly PlanStep[]): PlanStep[] {
  const reads = new Map<string, number>();
  for (const step of steps) {
    const inputs = step.role === 'transform' ? step.inputs : step.role === 'target' ? [step.input] : [];
    // Every output is a query of its own over the inputs, unless they share a stage.
    const times = step.role === 'transform' && step.stage === undefined ? step.outputs.length : 1;
    for (const { relation } of inputs) reads.set(relation, (reads.get(relation) ?? 0) + times);
  }
  const isShared = ({ outputs }: TransformStep) => outputs.some(({ relation }) => (reads.get(relation) ?? 0) > 1);
  return steps.map((step) => (step.role === 'transform' && isShared(step) ? { ...step, materialize: true } : step));
}
