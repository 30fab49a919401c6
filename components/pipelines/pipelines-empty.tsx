'use client';

import { ArrowRight, Copy, FileDown, Filter, type LucideIcon, Sparkles, SquarePen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { Spinner } from '#components/ui/spinner.tsx';
import { useNewPipeline } from './use-new-pipeline.ts';

/** What a newcomer sees: what a pipeline is, and two ways to have one. */
export function PipelinesEmpty() {
  const t = useTranslations('app.pipelines');
  const { startSample, startBlank, pending } = useNewPipeline();
  return (
    <section className="mx-auto flex w-full max-w-2xl flex-1 flex-col justify-center py-6">
      <SketchedPipeline />
      <h2 className="mt-8 text-center font-semibold text-page text-balance">{t('emptyTitle')}</h2>
      <p className="mx-auto mt-2 max-w-lg text-center text-body text-ink-2 text-pretty">{t('emptyText')}</p>
      <div className="mt-8 grid gap-3 sm:grid-cols-2">
        <StartCard
          icon={Sparkles}
          title={t('startSample')}
          text={t('startSampleText')}
          onStart={startSample}
          loading={pending === 'sample'}
          main
        />
        <StartCard
          icon={SquarePen}
          title={t('startBlank')}
          text={t('startBlankText')}
          onStart={startBlank}
          loading={pending === 'blank'}
        />
      </div>
    </section>
  );
}

interface StartCardProps {
  icon: LucideIcon;
  title: string;
  text: string;
  onStart: () => void;
  loading: boolean;
  main?: boolean;
}

function StartCard({ icon: Icon, title, text, onStart, loading, main = false }: StartCardProps) {
  return (
    <button
      type="button"
      onClick={loading ? undefined : onStart}
      aria-busy={loading || undefined}
      className={`group flex items-start gap-3 rounded-card border bg-surface p-4 text-left transition-colors hover:border-accent ${main ? 'border-accent/50' : 'border-line'}`}
    >
      <span
        className={`flex size-8 shrink-0 items-center justify-center rounded-control ${main ? 'bg-accent text-on-accent' : 'bg-raised text-ink-2'}`}
      >
        {loading ? <Spinner /> : <Icon aria-hidden className="size-4" />}
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1 font-semibold text-body">
          {title}
          <ArrowRight
            aria-hidden
            className="size-3.5 -translate-x-1 opacity-0 transition-[opacity,translate] group-hover:translate-x-0 group-hover:opacity-100"
          />
        </span>
        <span className="mt-0.5 block text-ink-2 text-ui text-pretty">{text}</span>
      </span>
    </button>
  );
}

const sketch = [
  { key: 'source', icon: Sparkles, tone: 'bg-source/12 text-source', shape: 'rounded-r-card rounded-l-none' },
  { key: 'filter', icon: Filter, tone: 'bg-transform/12 text-transform', shape: 'rounded-card' },
  { key: 'deduplicate', icon: Copy, tone: 'bg-transform/12 text-transform', shape: 'rounded-card' },
  { key: 'target', icon: FileDown, tone: 'bg-target/12 text-target', shape: 'rounded-l-card rounded-r-[24px]' },
] as const;

/** The sample pipeline in small, in the shapes of the canvas. */
function SketchedPipeline() {
  const t = useTranslations('app.pipelines.stepExamples');
  return (
    <div
      aria-hidden
      className="flex flex-col items-center justify-center rounded-card bg-[radial-gradient(var(--line)_1px,transparent_1px)] bg-size-[16px_16px] py-6 sm:flex-row"
    >
      {sketch.map(({ key, icon: Icon, tone, shape }, index) => (
        <Fragment key={key}>
          {index > 0 && <span className="h-4 w-0.5 bg-line-strong/60 sm:h-0.5 sm:w-5" />}
          <span className={`flex h-12 max-w-44 items-center gap-2 border bg-surface px-2.5 ${shape}`}>
            <span className={`flex size-6 shrink-0 items-center justify-center rounded-control ${tone}`}>
              <Icon className="size-3.5" />
            </span>
            <span className="min-w-0 font-medium text-meta leading-tight">{t(key)}</span>
          </span>
        </Fragment>
      ))}
    </div>
  );
}
