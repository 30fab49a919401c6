import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { describeMeaning } from '#components/builder/describe-meaning.ts';
import { callApi } from '#components/queries/api-client.ts';
import { queryKeys } from '#components/queries/query-keys.ts';
import { forecastSchema } from '#core/contracts/forecast.ts';

const delayMs = 500;

/** Which sample rows a target would reject, asked anew after edits that change rows or the target. */
export function useForecast(nodeId: string) {
  const pipelineId = useBuilder((state) => state.pipelineId);
  const graph = useBuilder((state) => state.graph);
  const hasErrors = useBuilder(({ problems }) => problems.some((problem) => problem.severity === 'error'));
  const meaning = describeMeaning(graph, nodeId);
  const settled = useSettled(meaning);
  return useQuery({
    queryKey: queryKeys.forecast(pipelineId, nodeId, settled),
    queryFn: ({ signal }) =>
      callApi(`/pipelines/${pipelineId}/forecast`, forecastSchema, { method: 'POST', body: { graph, nodeId }, signal }),
    enabled: settled === meaning && !hasErrors,
    placeholderData: (shown) => shown,
    retry: false,
    staleTime: 60_000,
  });
}

/** The value once it has stayed the same for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
