'use client';

import { Pin } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useRights } from '#components/queries/use-me.ts';
import { usePinRun } from '#components/queries/use-pins.ts';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.ts';
import type { RunDetail } from '#core/contracts/runs.ts';

interface OpenWithRowsProps {
  run: RunDetail;
  /** The step to open there. */
  step: string | null;
  /** The rows to take along: of a step, or all that came in. */
  rows: { nodeId?: string; port?: string };
  label: string;
}

/** Opens the draft with rows of the run pinned, so that one sees what its steps make of them. */
export function OpenWithRows({ run, step, rows, label }: OpenWithRowsProps) {
  const router = useRouter();
  const rights = useRights();
  const describeError = useErrorText();
  const { mutate, isPending } = usePinRun(run.id);
  if (rights === null || !(rights.isAdmin || rights.mayAsk)) return null;
  const open = () =>
    mutate(rows, {
      onSuccess: ({ pipelineId }) => router.push(`/pipelines/${pipelineId}${step === null ? '' : `?node=${step}`}`),
      onError: (error) => toast.error(describeError(error)),
    });
  return (
    <Button icon={Pin} loading={isPending} onClick={open}>
      {label}
    </Button>
  );
}
