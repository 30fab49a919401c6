import { useTranslations } from 'next-intl';
import { useBuilder, useBuilderStore, useShallowBuilder } from '#components/builder/builder-context.tsx';
import type { BuilderState } from '#components/builder/builder-store.ts';
import { connectPorts } from '#components/builder/graph-edits.ts';
import { kindIcons } from '#components/canvas/kind-icons.ts';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import { MultiComboboxField } from '#components/ui/multi-combobox-field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { canConnect } from '#core/graph/can-connect.ts';
import type { GraphCommand } from '#core/graph/commands.ts';
import type { Graph, GraphNode } from '#core/graph/graph.ts';
import { findNode, incomingEdges } from '#core/graph/graph-queries.ts';
import type { Port } from '#core/graph/node-definition.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';

/** Where a step's rows come from, chosen without dragging: all that lines on the canvas do can be done here. */
export function InputsSection({ node }: { node: GraphNode }) {
  const { inputs } = getNodeDefinition(node.kind);
  return inputs.map((port) => <InputChoice key={port.id} node={node} port={port} several={inputs.length > 1} />);
}

/** Ids of nodes whose rows the port takes or could take. */
function selectSenders({ graph }: BuilderState, node: GraphNode, port: Port): string[] {
  const to = { node: node.id, port: port.id };
  const open = { ...graph, edges: graph.edges.filter((edge) => edge.to.node !== node.id || edge.to.port !== port.id) };
  return graph.nodes
    .filter(({ id, kind }) => {
      const output = getNodeDefinition(kind).outputs[0];
      return output !== undefined && canConnect(open, { node: id, port: output.id }, to) === null;
    })
    .map(({ id }) => id);
}

function connectFrom(graph: Graph, sender: string, node: GraphNode, port: Port): GraphCommand[] {
  const kind = findNode(graph, sender)?.kind;
  const output = kind && getNodeDefinition(kind).outputs[0];
  if (output === undefined) return [];
  return connectPorts(graph, { from: { node: sender, port: output.id }, to: { node: node.id, port: port.id } });
}

function InputChoice({ node, port, several }: { node: GraphNode; port: Port; several: boolean }) {
  const t = useTranslations('builder.panel');
  const store = useBuilderStore();
  const { namePort } = useNodeText();
  const senders = useShallowBuilder((state) => selectSenders(state, node, port));
  const current = useShallowBuilder((state) =>
    incomingEdges(state.graph, node.id, port.id).map(({ from }) => from.node),
  );
  const nodes = useBuilder((state) => state.graph.nodes);
  const label = several ? t('rowsFromPort', { port: namePort(node.kind, port.id) }) : t('rowsFrom');
  const choices = nodes
    .filter(({ id }) => senders.includes(id))
    .map(({ id, name, kind }) => ({ value: id, label: name, icon: kindIcons[kind] }));
  if (choices.length === 0) return null;
  if (port.multiple === true) {
    const change = (next: readonly string[]) => {
      const { graph, edit } = store.getState();
      const gone = incomingEdges(graph, node.id, port.id).filter(({ from }) => !next.includes(from.node));
      const added = next.filter((id) => !current.includes(id)).flatMap((id) => connectFrom(graph, id, node, port));
      edit([...gone.map(({ id }): GraphCommand => ({ type: 'disconnect', edgeId: id })), ...added]);
    };
    return (
      <MultiComboboxField
        label={label}
        values={current}
        onChange={change}
        choices={choices}
        placeholder={t('chooseStep')}
      />
    );
  }
  return (
    <SelectField
      label={label}
      value={current[0] ?? null}
      onChange={(sender) => {
        const { graph, edit } = store.getState();
        if (sender !== current[0]) edit(connectFrom(graph, sender, node, port));
      }}
      choices={choices}
      placeholder={t('chooseStep')}
    />
  );
}
