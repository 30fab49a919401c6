import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { type EdgeCount, widthForRows } from './edge-count.ts';
import { EdgePill } from './edge-pill.tsx';
import { rejectedPort } from './rejected-port.ts';
import { useZoomLevel } from './zoom-level.tsx';

interface RowsEdgeLineProps {
  readonly edge: EdgeProps;
  readonly count: EdgeCount | null;
  readonly running: boolean;
  /** After a run the line is as thick as its rows are many. */
  readonly weighted: boolean;
  readonly active: boolean;
  readonly onInsert?: ((screen: { x: number; y: number }) => void) | undefined;
  /** Shown below the middle of the line. */
  readonly children?: ReactNode;
}

/** React Flow ends edges at the rim of a port's 24 px target; the dot in it is 6 px smaller all round. */
const portInset = 6;

/** An edge with the number of rows that pass it. */
export const RowsEdgeLine = memo(function RowsEdgeLine(props: RowsEdgeLineProps) {
  const { edge, count, running, weighted, active, onInsert, children } = props;
  const zoom = useZoomLevel();
  const [path, labelX, labelY] = getSmoothStepPath({
    ...edge,
    sourceX: edge.sourceX - portInset,
    targetX: edge.targetX + portInset,
    borderRadius: 12,
    offset: 14,
  });
  const width = weighted && count !== null ? widthForRows(count.rows) : undefined;
  return (
    <>
      <BaseEdge
        id={edge.id}
        path={path}
        interactionWidth={24}
        className={running ? 'telar-running' : edge.sourceHandleId === rejectedPort ? 'telar-rejected-edge' : ''}
        style={width === undefined ? edge.style : { ...edge.style, strokeWidth: width }}
      />
      {zoom === 'full' && (count !== null || onInsert !== undefined) && (
        <EdgeLabelRenderer>
          <div
            className="pointer-events-auto absolute"
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {children}
            <EdgePill count={count} running={running} active={active} onInsert={onInsert} />
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
