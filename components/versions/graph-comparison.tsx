import { useMemo } from 'react';
import { diffGraphs } from '#core/graph/diff-graphs.ts';
import type { Graph } from '#core/graph/graph.ts';
import { DiffCanvas } from './diff-canvas.tsx';
import { DiffList } from './diff-list.tsx';

/** What is different between two graphs, as a picture and in words. */
export function GraphComparison({ before, after }: { before: Graph; after: Graph }) {
  const diff = useMemo(() => diffGraphs(before, after), [before, after]);
  const isSame = diff.nodes.length + diff.edges.length === 0;
  return (
    <div className="flex flex-col gap-3">
      {!isSame && (
        <div className="h-64 overflow-hidden rounded-card border border-line max-md:hidden">
          <DiffCanvas after={after} diff={diff} />
        </div>
      )}
      <DiffList before={before} after={after} diff={diff} />
    </div>
  );
}
