import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { StandInRows } from '#core/contracts/pipelines.ts';
import {
  type PinView,
  type pinRunRequestSchema,
  pinRunResponseSchema,
  pinSchema,
  pinsResponseSchema,
} from '#core/contracts/test-run.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

/** How soon pins of other people are seen. */
const refetchIntervalMs = 15_000;

export function usePins(pipelineId: string) {
  return useQuery({
    queryKey: queryKeys.pins(pipelineId),
    queryFn: ({ signal }) => callApi(`/pipelines/${pipelineId}/pins`, pinsResponseSchema, { signal }),
    select: ({ pins }) => pins,
    refetchInterval: refetchIntervalMs,
  });
}

/** Pins rows to a step in place of those pinned before. */
export function useSavePin(pipelineId: string) {
  const change = useChangePins(pipelineId);
  return useMutation({
    mutationFn: (body: StandInRows & { readonly upstreamHash: string }) =>
      callApi(`/pipelines/${pipelineId}/pins`, pinSchema, { method: 'PUT', body }),
    onSuccess: (saved) => change((pins) => [...pins.filter((pin) => !isAt(pin, saved)), saved]),
  });
}

export function useRemovePin(pipelineId: string) {
  const change = useChangePins(pipelineId);
  return useMutation({
    mutationFn: ({ nodeId, port }: Pick<PinView, 'nodeId' | 'port'>) =>
      callApi(`/pipelines/${pipelineId}/pins?${new URLSearchParams({ nodeId, port })}`, z.undefined(), {
        method: 'DELETE',
      }),
    onSuccess: (_nothing, removed) => change((pins) => pins.filter((pin) => !isAt(pin, removed))),
  });
}

/** Lets all rows of a run go. */
export function useRemoveRunPins(pipelineId: string) {
  const change = useChangePins(pipelineId);
  return useMutation({
    mutationFn: (runId: string) =>
      callApi(`/pipelines/${pipelineId}/pins?${new URLSearchParams({ runId })}`, z.undefined(), { method: 'DELETE' }),
    onSuccess: (_nothing, runId) => change((pins) => pins.filter((pin) => pin.runId !== runId)),
  });
}

/** Pins rows that were kept of a run to the draft of its pipeline. */
export function usePinRun(runId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof pinRunRequestSchema>) =>
      callApi(`/runs/${runId}/pins`, pinRunResponseSchema, { method: 'POST', body }),
    onSuccess: ({ pipelineId }) => queryClient.invalidateQueries({ queryKey: queryKeys.pins(pipelineId) }),
  });
}

function isAt(pin: PinView, { nodeId, port }: Pick<PinView, 'nodeId' | 'port'>): boolean {
  return pin.nodeId === nodeId && pin.port === port;
}

function useChangePins(pipelineId: string) {
  const queryClient = useQueryClient();
  return (change: (pins: PinView[]) => PinView[]) =>
    queryClient.setQueryData<{ pins: PinView[] }>(queryKeys.pins(pipelineId), (known) => ({
      pins: change(known?.pins ?? []),
    }));
}
