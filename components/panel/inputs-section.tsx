import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { connectPorts } from '#components/builder/graph-edits.ts';
import { kindIcons } from '#components/canvas/kind-icons.ts';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import { MultiComboboxField } from '#components/ui/multi-combobox-field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { GraphCommand } from '#core/graph/commands.ts';
import type { Graph, GraphEdge, GraphNode } from '#core/graph/graph.ts';
import { findNode, incomingEdges } from '#core/graph/graph-queries.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { listSenders } from '#core/graph/list-possible-edges.ts';
import type { Port } from '#core/graph/node-definition.ts';

/** Where a step's rows come from, chosen without dragging: all that lines on the canvas do can be done here. */
export function InputsSection({ node }: { node: GraphNode }) {
  const { inputs } = listPorts(node);
  return inputs.map((port) => <InputChoice key={port.id} node={node} port={port} several={inputs.length > 1} />);
}

/** An output as the value of a choice: node ids hold no dot. */
function toValue({ node, port }: GraphEdge['from']): string {
  return `${node}.${port}`;
}

function connectFrom(graph: Graph, sender: string, node: GraphNode, port: Port): GraphCommand[] {
  const dot = sender.indexOf('.');
  const from = { node: sender.slice(0, dot), port: sender.slice(dot + 1) };
  return connectPorts(graph, { from, to: { node: node.id, port: port.id } });
}

function useSenderChoices(node: GraphNode, port: Port) {
  const { namePort } = useNodeText();
  const graph = useBuilder((state) => state.graph);
  return useMemo(
    () =>
      listSenders(graph, { node: node.id, port: port.id }).flatMap((from) => {
        const sender = findNode(graph, from.node);
        if (sender === undefined) return [];
        const { outputs } = listPorts(sender);
        const output = outputs.find(({ id }) => id === from.port);
        const branch = outputs.length > 1 && output !== undefined ? ` · ${namePort(sender.kind, output)}` : '';
        return [{ value: toValue(from), label: sender.name + branch, icon: kindIcons[sender.kind] }];
      }),
    [graph, node.id, port.id, namePort],
  );
}

function InputChoice({ node, port, several }: { node: GraphNode; port: Port; several: boolean }) {
  const t = useTranslations('builder.panel');
  const store = useBuilderStore();
  const { namePort } = useNodeText();
  const choices = useSenderChoices(node, port);
  const edges = useBuilder((state) => state.graph.edges);
  const current = edges.filter(({ to }) => to.node === node.id && to.port === port.id).map(({ from }) => toValue(from));
  const label = several ? t('rowsFromPort', { port: namePort(node.kind, port) }) : t('rowsFrom');
  if (choices.length === 0) return null;
  if (port.multiple === true) {
    const change = (next: readonly string[]) => {
      const { graph, edit } = store.getState();
      const gone = incomingEdges(graph, node.id, port.id).filter(({ from }) => !next.includes(toValue(from)));
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
