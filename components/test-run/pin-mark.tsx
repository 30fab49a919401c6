import { Pin } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { usePins } from './use-pin.ts';

/** Says at a step that pinned rows stand in for its own. */
export function PinMark({ node }: { node: GraphNode }) {
  const mark = usePinMark(node);
  if (mark === null) return null;
  const { label, isStale } = mark;
  return (
    <Tooltip label={label}>
      <span
        role="img"
        aria-label={label}
        data-pin={isStale ? 'stale' : 'fresh'}
        className={`flex size-6 shrink-0 items-center justify-center ${isStale ? 'text-warning' : 'text-accent'}`}
      >
        <Pin aria-hidden className="size-4" fill="currentColor" fillOpacity={0.25} />
      </span>
    </Tooltip>
  );
}

/** What there is to know about the pins of a step, in one sentence for each; null where it has none. */
export function usePinMark(node: GraphNode | null): { label: string; isStale: boolean } | null {
  const t = useTranslations('builder.testRun');
  const { namePort } = useNodeText();
  const pins = usePins(node?.id ?? null);
  if (node === null || pins.length === 0) return null;
  const { outputs } = listPorts(node);
  const sentences = pins.map(({ port, rowCount, isStale }) => {
    const output = outputs.length > 1 ? outputs.find(({ id }) => id === port) : undefined;
    const sentence = t(isStale ? 'pinStale' : 'pinHolds', { rows: rowCount });
    return output === undefined ? sentence : `${namePort(node.kind, output)}: ${sentence}`;
  });
  return { label: sentences.join(' '), isStale: pins.some(({ isStale }) => isStale) };
}
