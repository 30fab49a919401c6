'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type ReplaysRequest, type ReplayVersion, replayPlanSchema, replaysSchema } from '#core/contracts/replays.ts';
import { callApi } from './api-client.ts';
import { queryKeys } from './query-keys.ts';

const planSchema = z.object({ replays: z.array(replayPlanSchema) });

/** What starting the runs again would execute and could write twice. */
export function useReplayPlan(runIds: readonly string[], of: ReplayVersion) {
  return useQuery({
    queryKey: queryKeys.replayPlan(runIds, of),
    queryFn: ({ signal }) =>
      callApi('/replays/plan', planSchema, { method: 'POST', body: { runIds, of }, signal }).then(
        ({ replays }) => replays,
      ),
  });
}

export function useStartReplays() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ReplaysRequest) => callApi('/replays', replaysSchema, { method: 'POST', body }),
    onSettled: () =>
      Promise.all(
        [queryKeys.issues, queryKeys.pipelines, queryKeys.runs].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
