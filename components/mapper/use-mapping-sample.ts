import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { describeMeaning } from '#components/builder/describe-meaning.ts';
import { listPersonalFields } from '#components/preview/personal-data.ts';
import { usePersonalData } from '#components/preview/use-personal-data.ts';
import { callApi } from '#components/queries/api-client.ts';
import { type MappingSample, mappingSampleSchema } from '#core/contracts/mapping-sample.ts';
import { incomingEdges } from '#core/graph/graph-queries.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';

const delayMs = 150;

export interface SampleState {
  readonly sample: MappingSample | null;
  /** The mapping that the sample shows. */
  readonly shown: readonly ColumnMapping[];
  readonly isStale: boolean;
  /** Incoming fields whose values tell who somebody is, where such values are hidden. */
  readonly hidden: ReadonlySet<string>;
}

/** What the mapping makes of the sample rows that reach the node, a moment after every change; the last answer stays meanwhile. */
export function useMappingSample(
  nodeId: string,
  mapping: readonly ColumnMapping[],
  listed: readonly number[],
): SampleState {
  const store = useBuilderStore();
  const pipelineId = useBuilder((state) => state.pipelineId);
  const before = useBuilder(({ graph }) => {
    const sender = incomingEdges(graph, nodeId)[0]?.from;
    return sender === undefined ? null : JSON.stringify([sender.port, describeMeaning(graph, sender.node)]);
  });
  const question = usePaused(JSON.stringify([mapping, listed]));
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['pipelines', pipelineId, 'mapping-sample', nodeId, before, question],
    queryFn: async ({ signal }) => {
      const [asked, places] = JSON.parse(question) as [ColumnMapping[], number[]];
      const body = { graph: store.getState().graph, nodeId, mapping: asked, listed: places };
      const path = `/pipelines/${pipelineId}/mapping-sample`;
      return { asked, sample: await callApi(path, mappingSampleSchema, { method: 'POST', body, signal }) };
    },
    enabled: before !== null,
    staleTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const sample = data?.sample ?? null;
  const { isHidden } = usePersonalData(nodeId);
  const hidden = useMemo(
    () => new Set(isHidden && sample !== null ? listPersonalFields(sample) : []),
    [isHidden, sample],
  );
  return { sample, shown: data?.asked ?? [], isStale: isPlaceholderData, hidden };
}

function usePaused(value: string): string {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), delayMs);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}
