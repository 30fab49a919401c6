'use client';

import { Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { usePlanUndo, useStartUndo } from '#components/queries/use-undo.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { toast } from '#components/ui/toast.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import type { UndoPlanView } from '#core/contracts/undo.ts';
import { LeftRows, UndoCounts } from './undo-counts.tsx';

/** Says what undoing would do, and does it. */
export function UndoDialog({ run }: { run: RunDetail }) {
  const t = useTranslations('app.undo');
  const toText = useErrorText();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const plan = usePlanUndo(run.id);
  const { mutate: start, isPending } = useStartUndo(run.id);
  const show = () => {
    setOpen(true);
    plan.mutate();
  };
  const confirm = () =>
    start(undefined, {
      onSuccess: ({ id }) => router.push(`/runs/${id}`),
      onError: (error) => toast.error(toText(error)),
    });
  const footer = (
    <>
      <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
      <Button variant="danger" disabled={plan.data === undefined} loading={isPending} onClick={confirm}>
        {t('confirm')}
      </Button>
    </>
  );
  return (
    <>
      <Button icon={Undo2} onClick={show}>
        {t('button')}
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen} title={t('planTitle')} description={t('planText')} footer={footer}>
        <div className="min-h-32 text-ui" aria-live="polite">
          {plan.isPending && (
            <p className="flex items-center gap-2 text-ink-2">
              <Spinner />
              {t('counting')}
            </p>
          )}
          {plan.error !== null && <p className="text-error">{toText(plan.error)}</p>}
          {plan.data && <PlanText plan={plan.data} />}
        </div>
      </Dialog>
    </>
  );
}

function PlanText({ plan }: { plan: UndoPlanView }) {
  const t = useTranslations('app.undo');
  return (
    <div className="flex flex-col gap-4">
      {plan.targets.map((target) => (
        <section key={target.nodeId} aria-label={target.name} className="flex flex-col gap-2">
          <h3 className="font-medium">{target.name}</h3>
          <UndoCounts result={target} tense="counts" />
          <LeftRows result={target} />
        </section>
      ))}
      {plan.kept.map(({ nodeId, name, refusal }) => (
        <section key={nodeId} aria-label={name}>
          <h3 className="font-medium">{name}</h3>
          <p className="text-ink-2">{t(`refusals.${refusal}`)}</p>
        </section>
      ))}
      {plan.reads !== 'all' && <p className="text-ink-2">{t(plan.reads === 'again' ? 'readsAgain' : 'readsOn')}</p>}
    </div>
  );
}
