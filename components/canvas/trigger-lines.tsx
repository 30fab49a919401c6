import { getSmoothStepPath, Position, useStore, ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import { shallow } from 'zustand/shallow';
import type { Graph } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { findShownId } from './fold-groups.ts';
import { nodeHeight, nodeWidth } from './node-size.ts';

interface TriggerLinesProps {
  readonly graph: Graph;
}

/** Dashed lines from what starts the pipeline to where its rows come from: no data passes here. */
export const TriggerLines = memo(function TriggerLines({ graph }: TriggerLinesProps) {
  const { nodes } = graph;
  const triggers = nodes.filter(({ kind }) => kind === 'manual-trigger' || kind === 'schedule-trigger');
  const sources = nodes.filter(({ kind }) => getNodeDefinition(kind).category === 'source');
  if (triggers.length === 0 || sources.length === 0) return null;
  const shown = (ends: typeof nodes) => [...new Set(ends.map(({ id }) => findShownId(graph, id)))];
  return (
    <ViewportPortal>
      {/* Unlike an element, an SVG of one pixel with visible overflow takes no clicks from the canvas. */}
      <svg aria-hidden="true" className="pointer-events-none absolute top-0 left-0 -z-10 size-px overflow-visible">
        {shown(triggers).flatMap((from) =>
          shown(sources)
            .filter((to) => to !== from)
            .map((to) => <TriggerLine key={`${from}>${to}`} from={from} to={to} />),
        )}
      </svg>
    </ViewportPortal>
  );
});

function TriggerLine({ from, to }: { from: string; to: string }) {
  const [sourceX, sourceY, targetX, targetY] = useStore(({ nodeLookup }) => {
    const start = nodeLookup.get(from)?.internals.positionAbsolute ?? { x: 0, y: 0 };
    const end = nodeLookup.get(to)?.internals.positionAbsolute ?? { x: 0, y: 0 };
    return [start.x + nodeWidth, start.y + nodeHeight / 2, end.x, end.y + nodeHeight / 2] as const;
  }, shallow);
  const [path] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition: Position.Right,
    targetPosition: Position.Left,
    borderRadius: 12,
  });
  return (
    <path
      d={path}
      fill="none"
      stroke="var(--trigger)"
      strokeOpacity={0.55}
      strokeWidth={1.5}
      strokeDasharray="2 5"
      strokeLinecap="round"
    />
  );
}
