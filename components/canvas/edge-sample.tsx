import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { describeMeaning } from '#components/builder/describe-meaning.ts';
import { formatCell } from '#components/preview/format-cell.ts';
import { maskRows } from '#components/preview/personal-data.ts';
import { usePersonalData } from '#components/preview/use-personal-data.ts';
import { callApi } from '#components/queries/api-client.ts';
import { type Grid, previewResponseSchema } from '#core/contracts/pipelines.ts';
import type { GraphEdge } from '#core/graph/graph.ts';

const sampleRows = 3;
const sampleColumns = 4;

const delayMs = 300;

/** Three rows of what passes an edge, on the sample, once the pointer has rested on it. Nothing until they are there. */
export function EdgeSample({ from }: { from: GraphEdge['from'] }) {
  const [hasRested, setRested] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), delayMs);
    return () => clearTimeout(timer);
  }, []);
  return hasRested ? <LoadedSample from={from} /> : null;
}

function LoadedSample({ from }: { from: GraphEdge['from'] }) {
  const grid = useEdgeSample(from);
  const { isHidden } = usePersonalData(from.node);
  if (grid === null || grid.fields.length === 0) return null;
  return <SampleTable grid={isHidden ? { ...grid, rows: maskRows(grid) } : grid} />;
}

function useEdgeSample({ node, port }: GraphEdge['from']): Grid | null {
  const store = useBuilderStore();
  const pipelineId = useBuilder((state) => state.pipelineId);
  const meaning = useBuilder((state) => describeMeaning(state.graph, node));
  const { data } = useQuery({
    queryKey: ['edge-sample', pipelineId, node, meaning],
    queryFn: ({ signal }) =>
      callApi(`/pipelines/${pipelineId}/preview`, previewResponseSchema, {
        method: 'POST',
        body: { graph: store.getState().graph, nodeId: node, rows: sampleRows },
        signal,
      }),
    staleTime: 60_000,
    retry: false,
  });
  return data?.otherOutputs.find((output) => output.port === port)?.grid ?? data?.output ?? null;
}

function SampleTable({ grid }: { grid: Grid }) {
  const t = useTranslations('builder.canvas');
  const fields = grid.fields.slice(0, sampleColumns);
  const more = grid.fields.length - fields.length;
  return (
    <div
      role="tooltip"
      className="pointer-events-none absolute top-full left-1/2 z-10 mt-2 w-max max-w-96 -translate-x-1/2 rounded-card bg-floating p-2 text-left shadow-float"
    >
      <table className="text-meta">
        <thead>
          <tr className="text-ink-3">
            {fields.map(({ name }) => (
              <th key={name} className="max-w-28 truncate px-1.5 pb-1 text-left font-medium">
                {name}
              </th>
            ))}
            {more > 0 && <th className="px-1.5 pb-1 font-normal">{t('moreColumns', { count: more })}</th>}
          </tr>
        </thead>
        <tbody className="font-mono">
          {grid.rows.slice(0, sampleRows).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
            <tr key={index}>
              {fields.map(({ name, type }, column) => (
                <td key={name} className="max-w-28 truncate px-1.5 py-0.5">
                  {formatCell(row[column], type)}
                </td>
              ))}
              {more > 0 && <td />}
            </tr>
          ))}
        </tbody>
      </table>
      {grid.rows.length === 0 && <p className="px-1.5 text-ink-3 text-meta">{t('noRows')}</p>}
    </div>
  );
}
