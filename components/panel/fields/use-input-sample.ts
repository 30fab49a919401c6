import { useMutation } from '@tanstack/react-query';
import { useBuilderStore } from '#components/builder/builder-context.tsx';
import { callApi } from '#components/queries/api-client.ts';
import { type Grid, previewResponseSchema } from '#core/contracts/pipelines.ts';
import { incomingEdges } from '#core/graph/graph-queries.ts';

const sampleRows = 1000;

/** Reads rows of the sample that arrive at a node, when someone asks; null while nothing is connected. */
export function useInputSample(nodeId: string, port = 'rows') {
  const store = useBuilderStore();
  return useMutation({
    mutationFn: async (): Promise<Grid | null> => {
      const { graph, pipelineId } = store.getState();
      const sender = incomingEdges(graph, nodeId, port)[0]?.from;
      if (sender === undefined) return null;
      const body = { graph, nodeId: sender.node, rows: sampleRows };
      const path = `/pipelines/${pipelineId}/preview`;
      const { output, otherOutputs } = await callApi(path, previewResponseSchema, { method: 'POST', body });
      return otherOutputs.find((other) => other.port === sender.port)?.grid ?? output;
    },
  });
}

/** The values of one column of a grid; empty when the grid lacks it. */
export function columnOf({ fields, rows }: Grid, name: string): unknown[] {
  const place = fields.findIndex((field) => field.name === name);
  return place < 0 ? [] : rows.map((row) => row[place]);
}
