import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import { type sendRowRequestSchema, sendRowResponseSchema, testResponseSchema } from '#core/contracts/test-run.ts';
import type { Graph } from '#core/graph/graph.ts';
import { callApi } from './api-client.ts';

type SendRow = z.input<typeof sendRowRequestSchema>;

/** Asks how one row would go out by itself. Nothing is sent. */
export function usePlanRow(pipelineId: string) {
  return useMutation({
    mutationFn: ({ graph, nodeId, row }: { graph: Graph; nodeId: string; row: SendRow['row'] }) =>
      callApi(`/pipelines/${pipelineId}/test`, testResponseSchema, {
        method: 'POST',
        body: { graph, nodeId, picked: row, oneRow: true },
      }),
  });
}

/** Sends one row for real; the same `sendId` again sends nothing. */
export function useSendRow(pipelineId: string) {
  return useMutation({
    mutationFn: (body: SendRow) =>
      callApi(`/pipelines/${pipelineId}/send-row`, sendRowResponseSchema, { method: 'POST', body }),
  });
}
