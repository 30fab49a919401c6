import { useMemo } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import type { RowPicking } from '#components/preview/preview-grid.tsx';
import type { Grid } from '#core/contracts/pipelines.ts';
import { downstreamNodes } from '#core/graph/graph-queries.ts';
import { hashUpstream } from '#core/graph/hash-upstream.ts';

const nobody: readonly number[] = [];

/** Lets rows of a step's output be picked, so that they alone go on; undefined where nothing follows. */
export function usePicking(nodeId: string, port: string, grid: Grid | null): RowPicking | undefined {
  const store = useBuilderStore();
  const places = useBuilder(({ picked }) =>
    picked?.nodeId === nodeId && picked.port === port ? picked.places : nobody,
  );
  const canPick = useBuilder(({ graph, readOnly }) => !readOnly && downstreamNodes(graph, nodeId).size > 0);
  return useMemo(() => {
    if (!canPick || grid === null) return undefined;
    const picked = new Set(places);
    const onPick = (row: number) => {
      const next = picked.has(row) ? places.filter((place) => place !== row) : [...places, row].sort((a, b) => a - b);
      const { graph, set } = store.getState();
      if (next.length === 0) return set({ picked: null });
      const rows = next.map((place) => grid.rows[place] ?? []);
      const held = { nodeId, port, fields: grid.fields, rows };
      set({ picked: { nodeId, port, places: next, held, upstreamHash: hashUpstream(graph, nodeId) } });
    };
    return { picked, onPick };
  }, [store, canPick, grid, places, nodeId, port]);
}
