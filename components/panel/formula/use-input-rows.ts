import { useQuery } from '@tanstack/react-query';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { describeMeaning } from '#components/builder/describe-meaning.ts';
import { callApi } from '#components/queries/api-client.ts';
import { type Grid, previewResponseSchema } from '#core/contracts/pipelines.ts';
import type { Graph } from '#core/graph/graph.ts';

/** The graph with a formula step that works whatever is being written there: its preview has the rows that arrive. */
function withPlainFormula(graph: Graph, nodeId: string): Graph {
  const settings = { columns: [{ name: 'rows', formula: 'TRUE' }] };
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === nodeId ? { ...node, settings } : node)) };
}

/** The sample rows that arrive at a formula step, also while its formulas are empty or wrong; undefined until known, null when there are none. */
export function useInputRows(nodeId: string, count: number): Grid | null | undefined {
  const store = useBuilderStore();
  const pipelineId = useBuilder((state) => state.pipelineId);
  const meaning = useBuilder((state) => describeMeaning(withPlainFormula(state.graph, nodeId), nodeId));
  const { data, isError } = useQuery({
    queryKey: ['pipelines', pipelineId, 'input-rows', nodeId, meaning, count],
    queryFn: async ({ signal }) => {
      const graph = withPlainFormula(store.getState().graph, nodeId);
      const body = { graph, nodeId, rows: count };
      const path = `/pipelines/${pipelineId}/preview`;
      const { inputs } = await callApi(path, previewResponseSchema, { method: 'POST', body, signal });
      return inputs[0]?.grid ?? null;
    },
    staleTime: 60_000,
    retry: false,
  });
  return isError ? null : data;
}
