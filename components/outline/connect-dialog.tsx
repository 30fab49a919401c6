import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { connectPorts } from '#components/builder/graph-edits.ts';
import { kindIcons } from '#components/canvas/kind-icons.ts';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Graph, GraphEdge, GraphNode } from '#core/graph/graph.ts';
import { findNode } from '#core/graph/graph-queries.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { listReceivers, listSenders } from '#core/graph/list-possible-edges.ts';

type Ends = Pick<GraphEdge, 'from' | 'to'>;

/** Connects a step without dragging: to a step that can take its rows, or for a target, from one that sends some. */
export function ConnectDialog() {
  const node = useBuilder((state) => findNode(state.graph, state.connectingId ?? ''));
  return node === undefined ? null : <OpenDialog key={node.id} node={node} />;
}

/** Every edge that could join the step to another. */
function listChoices(graph: Graph, node: GraphNode): Ends[] {
  const { inputs, outputs } = listPorts(node);
  if (outputs.length > 0)
    return outputs.flatMap(({ id }) => {
      const from = { node: node.id, port: id };
      return listReceivers(graph, from).map((to) => ({ from, to }));
    });
  return inputs.flatMap(({ id }) => {
    const to = { node: node.id, port: id };
    return listSenders(graph, to).map((from) => ({ from, to }));
  });
}

function OpenDialog({ node }: { node: GraphNode }) {
  const t = useTranslations('builder.outline');
  const store = useBuilderStore();
  const { namePort } = useNodeText();
  const graph = useBuilder((state) => state.graph);
  const [query, setQuery] = useState('');
  const sends = listPorts(node).outputs.length > 0;
  const choices = useMemo(
    () =>
      listChoices(graph, node).flatMap((ends) => {
        const other = findNode(graph, sends ? ends.to.node : ends.from.node);
        if (other === undefined) return [];
        const [own, its] = sends ? [ends.from, ends.to] : [ends.to, ends.from];
        const nameOf = (owner: GraphNode, port: string, side: 'inputs' | 'outputs') => {
          const ports = listPorts(owner)[side];
          const found = ports.find(({ id }) => id === port);
          return ports.length > 1 && found !== undefined ? namePort(owner.kind, found) : null;
        };
        const branch = nameOf(node, own.port, sends ? 'outputs' : 'inputs');
        const port = nameOf(other, its.port, sends ? 'inputs' : 'outputs');
        return [{ ends, other, detail: [branch, port].filter((part) => part !== null).join(' → ') }];
      }),
    [graph, node, sends, namePort],
  );
  const shown = choices.filter(({ other, detail }) =>
    `${other.name} ${detail}`.toLowerCase().includes(query.trim().toLowerCase()),
  );
  const close = () => store.getState().set({ connectingId: null });
  const pick = (ends: Ends) => {
    close();
    store.getState().edit(connectPorts(store.getState().graph, ends));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={t(sends ? 'connectTo' : 'connectFrom', { name: node.name })}
      description={t(sends ? 'connectToHint' : 'connectFromHint')}
    >
      {choices.length > 6 && (
        <div className="pb-2">
          <TextField label={t('filter')} hideLabel placeholder={t('filter')} value={query} onChange={setQuery} />
        </div>
      )}
      {shown.length === 0 && <p className="py-2 text-ink-2 text-ui">{t('nothingToConnect')}</p>}
      <ul className="-mx-2 flex flex-col">
        {shown.map(({ ends, other, detail }) => {
          const Icon = kindIcons[other.kind];
          return (
            <li key={`${ends.from.port} ${ends.to.node} ${ends.to.port} ${ends.from.node}`}>
              <button
                type="button"
                className="flex min-h-9 w-full items-center gap-2 rounded-control px-2 text-left text-ui hover:bg-raised"
                onClick={() => pick(ends)}
              >
                <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
                <span className="truncate">{other.name}</span>
                {detail !== '' && <span className="ml-auto truncate text-ink-3 text-meta">{detail}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
