import { CirclePlay } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useStartPlanned } from '#components/queries/use-plan.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { toast } from '#components/ui/toast.ts';
import { useBuilderStore } from './builder-context.tsx';

interface PlanRunButtonProps {
  readonly pipelineId: string;
  /** Whether the run would halt unless someone agrees to the removals. */
  readonly allowRemovals: boolean;
  readonly onStart: (runId: string) => void;
}

/** Runs what was planned; a mirror that would halt asks for a word first. */
export function PlanRunButton({ pipelineId, allowRemovals, onStart }: PlanRunButtonProps) {
  const t = useTranslations('builder.plan');
  const toText = useErrorText();
  const store = useBuilderStore();
  const start = useStartPlanned(pipelineId);
  const [isAgreed, setAgreed] = useState(false);
  const run = () =>
    start.mutate(
      { of: 'draft', allowRemovals: allowRemovals && isAgreed },
      {
        onSuccess: ({ id }) => {
          store.getState().set({ run: null });
          onStart(id);
        },
        onError: (error) => toast.error(toText(error)),
      },
    );
  return (
    <>
      {allowRemovals && <Checkbox label={t('allow')} checked={isAgreed} onChange={setAgreed} />}
      <Button variant="primary" icon={CirclePlay} loading={start.isPending} onClick={run}>
        {t('run')}
      </Button>
    </>
  );
}
