import { useReactFlow } from '@xyflow/react';
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { findShownPosition } from './fold-groups.ts';
import { sizeOfNode } from './node-size.ts';
import { useNodeText } from './use-node-text.ts';

/** Lower case, no accents: what people mean rather than what they type. */
function normalize(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function useMatches(query: string): GraphNode[] {
  const { nameKind, summarize } = useNodeText();
  const nodes = useBuilder((state) => state.graph.nodes);
  return useMemo(() => {
    const wanted = normalize(query.trim());
    if (wanted === '') return [];
    const writeOut = (node: GraphNode) =>
      [node.name, nameKind(node.kind), summarize(node), node.kind === 'note' ? node.settings.text : ''].join(' ');
    return nodes
      .filter((node) => normalize(writeOut(node)).includes(wanted))
      .toSorted((a, b) => a.position.x - b.position.x || a.position.y - b.position.y);
  }, [query, nodes, nameKind, summarize]);
}

/** Finds steps on the canvas by their name, kind, summary or note, and shows one after the other. */
export function FindBox() {
  const t = useTranslations('builder.find');
  const store = useBuilderStore();
  const flow = useReactFlow();
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const matches = useMatches(query);
  useEffect(() => input.current?.focus(), []);
  const show = (next: number) => {
    const place = (next + matches.length) % Math.max(1, matches.length);
    const node = matches[place];
    if (node === undefined) return;
    setIndex(place);
    const { width, height } = sizeOfNode(node);
    const position = findShownPosition(store.getState().graph, node);
    store.getState().select([node.id]);
    const zoom = Math.max(0.6, flow.getZoom());
    void flow.setCenter(position.x + width / 2, position.y + height / 2, { zoom, duration: 200 });
  };
  const [shownQuery, setShownQuery] = useState('');
  const go = (step: number) => {
    show(query === shownQuery ? index + step : 0);
    setShownQuery(query);
  };
  const close = () => {
    const [selected] = store.getState().selection;
    store.getState().set({ findOpen: false });
    document.querySelector<HTMLElement>(`.react-flow__node[data-id="${selected}"]`)?.focus({ preventScroll: true });
  };
  return (
    <search className="absolute top-3 right-3 z-20 flex items-center gap-1 rounded-card bg-floating p-1 shadow-float">
      <Search aria-hidden className="ml-1.5 size-4 text-ink-3" />
      <input
        ref={input}
        type="text"
        aria-label={t('label')}
        placeholder={t('label')}
        value={query}
        className="h-7 w-44 bg-transparent px-1 text-ui outline-none placeholder:text-ink-3"
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
        }}
      />
      <span role="status" className="min-w-12 text-right text-ink-3 text-meta tabular-nums">
        {query.trim() !== '' &&
          (matches.length === 0
            ? t('none')
            : t('place', { place: query === shownQuery ? index + 1 : 0, total: matches.length }))}
      </span>
      <IconButton size="small" icon={ChevronUp} label={t('previous')} onClick={() => go(-1)} />
      <IconButton size="small" icon={ChevronDown} label={t('next')} onClick={() => go(1)} />
      <IconButton size="small" icon={X} label={t('close')} onClick={close} />
    </search>
  );
}
