'use client';

import { ArrowRight, Check, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useNewPipeline } from '#components/pipelines/use-new-pipeline.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useDismissGuide } from '#components/queries/use-home.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { toast } from '#components/ui/toast.ts';
import { type Guide, type GuideStep, guideSteps } from '#core/contracts/home.ts';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';

interface GuideCardProps {
  guide: Guide;
  pipelines: readonly PipelineSummary[];
  onDismiss: () => void;
}

/** The first steps, ticked by what the workspace holds; each leads to where it is done. */
export function GuideCard({ guide, pipelines, onDismiss }: GuideCardProps) {
  const t = useTranslations('home.guide');
  const id = useId();
  const dismiss = useDismissal(onDismiss);
  const done = guide.done.length;
  const next = guideSteps.find((step) => !guide.done.includes(step));
  return (
    <section aria-labelledby={id} className="rounded-card border bg-surface">
      <div className="flex items-start gap-4 px-4 pt-3">
        <div className="min-w-0 flex-1">
          <h2 id={id} className="font-semibold text-body">
            {t(next === undefined ? 'finished' : 'title')}
          </h2>
          <p className="text-ink-2 text-ui">{t('progress', { done, total: guideSteps.length })}</p>
        </div>
        <IconButton icon={X} label={t('dismiss')} onClick={dismiss} className="-mr-2" />
      </div>
      <div aria-hidden className="mx-4 mt-2 h-1 overflow-hidden rounded-pill bg-raised">
        <div
          className="h-full rounded-pill bg-success transition-[width] duration-200"
          style={{ width: `${(done / guideSteps.length) * 100}%` }}
        />
      </div>
      <ol className="grid gap-x-4 p-2 sm:grid-cols-2 lg:grid-cols-3">
        {guideSteps.map((step) => (
          <GuideItem
            key={step}
            step={step}
            isDone={guide.done.includes(step)}
            isNext={step === next}
            latest={pipelines.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))[0]}
          />
        ))}
      </ol>
    </section>
  );
}

interface GuideItemProps {
  step: GuideStep;
  isDone: boolean;
  isNext: boolean;
  latest: PipelineSummary | undefined;
}

function GuideItem({ step, isDone, isNext, latest }: GuideItemProps) {
  const t = useTranslations('home.guide');
  const { startSample } = useNewPipeline();
  const place = step === 'connection' ? '/connections?new=choose' : latest && `/pipelines/${latest.id}`;
  const style =
    'static text-left font-medium text-ui outline-offset-4 after:absolute after:inset-0 after:rounded-control';
  const title = t(`steps.${step}.title`);
  return (
    <li
      // On a phone what is done would push away what needs somebody.
      className={`group relative gap-3 rounded-control p-2 has-[a]:hover:bg-raised/60 has-[button]:hover:bg-raised/60 ${isDone ? 'hidden sm:flex' : 'flex'}`}
    >
      <span
        role="img"
        aria-label={t(isDone ? 'done' : 'open')}
        className={`mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-pill ${isDone ? 'bg-success text-surface' : isNext ? 'border-2 border-accent' : 'border border-line-strong'}`}
      >
        {isDone && <Check aria-hidden className="size-3" strokeWidth={3} />}
      </span>
      <div className="min-w-0 flex-1">
        {isDone || (place === undefined && step !== 'pipeline') ? (
          <span className={`font-medium text-ui ${isDone ? 'text-ink-2' : ''}`}>{title}</span>
        ) : step === 'pipeline' ? (
          <button type="button" className={style} onClick={startSample}>
            {title}
          </button>
        ) : (
          <Link href={place ?? ''} className={style}>
            {title}
          </Link>
        )}
        <p className="text-ink-3 text-meta text-pretty">{t(`steps.${step}.text`)}</p>
      </div>
      {isNext && <ArrowRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3 group-hover:text-accent" />}
    </li>
  );
}

function useDismissal(onDismiss: () => void): () => void {
  const t = useTranslations();
  const describeError = useErrorText();
  const { mutate: setDismissed } = useDismissGuide();
  const onError = (error: unknown) => toast.error(describeError(error));
  return () => {
    setDismissed(true, { onError });
    onDismiss();
    toast(t('home.guide.dismissed'), {
      action: { label: t('app.ui.undo'), onClick: () => setDismissed(false, { onError }) },
    });
  };
}
