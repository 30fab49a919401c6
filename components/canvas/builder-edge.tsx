import type { EdgeProps } from '@xyflow/react';
import { memo, useCallback, useMemo } from 'react';
import { useBuilder, useBuilderStore, useShallowBuilder } from '#components/builder/builder-context.tsx';
import { selectEdgeRows } from '#components/builder/select-edge-count.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { FlowEdge } from './flow-types.ts';
import { useHoveredEdge } from './hovered-edge.ts';
import { RowsEdgeLine } from './rows-edge.tsx';

const EdgeSample = onDemand(async () => (await import('./edge-sample.tsx')).EdgeSample);

/** An edge of the draft: rows of the sample or the live run, and a button to insert a step. */
export const BuilderEdge = memo(function BuilderEdge(props: EdgeProps<FlowEdge>) {
  const store = useBuilderStore();
  const edge = props.data?.edge;
  const { rows, dropped, running } = useShallowBuilder((state) =>
    edge === undefined
      ? { rows: null, dropped: 0, running: false }
      : selectEdgeRows({ graph: state.graph, counts: state.counts, steps: state.run?.steps }, edge),
  );
  const weighted = useBuilder((state) => state.run !== null && state.run.finishedAt !== null);
  const readOnly = useBuilder((state) => state.readOnly);
  const hovered = useHoveredEdge((id) => id === props.id);
  const count = useMemo(() => (rows === null ? null : { rows, dropped }), [rows, dropped]);
  const insert = useCallback(
    (screen: { x: number; y: number }) =>
      store.getState().set({ quickAdd: { screen, place: { on: 'edge', edgeId: props.id } } }),
    [store, props.id],
  );
  return (
    <RowsEdgeLine
      edge={props}
      count={count}
      running={running}
      weighted={weighted}
      active={hovered || props.selected === true}
      onInsert={readOnly ? undefined : insert}
    >
      {hovered && edge !== undefined && <EdgeSample from={edge.from} />}
    </RowsEdgeLine>
  );
});
