import { ArrowRight, ClipboardPaste, Plus, Sparkles } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { useBuilderStore } from '#components/builder/builder-context.tsx';
import { useStartWithSample } from '#components/builder/use-start-with-sample.ts';
import { Button } from '#components/ui/button.tsx';
import { categoryStyles } from './category-style.ts';
import { columnGap, nodeWidth } from './node-size.ts';

const ghosts = ['trigger', 'source', 'target'] as const;

/** What a pipeline will look like: three places, each of which asks what belongs there. */
export function EmptyCanvas() {
  const t = useTranslations('builder.empty');
  const store = useBuilderStore();
  const startWithSample = useStartWithSample();
  const choose = (category: (typeof ghosts)[number], index: number, element: HTMLElement) => {
    const box = element.getBoundingClientRect();
    const position = { x: index * (nodeWidth + columnGap), y: 0 };
    store.getState().set({
      quickAdd: { screen: { x: box.left, y: box.bottom + 8 }, place: { on: 'canvas', position, category } },
    });
  };
  return (
    <div className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center gap-8 overflow-hidden p-6">
      <div className="max-w-md text-center">
        <h2 className="font-semibold text-page text-balance">{t('title')}</h2>
        <p className="mt-1 text-body text-ink-2 text-pretty">{t('description')}</p>
      </div>
      <div className="flex max-w-full flex-col items-center gap-3 lg:flex-row">
        {ghosts.map((category, index) => (
          <Fragment key={category}>
            {index > 0 && <ArrowRight aria-hidden className="size-4 shrink-0 rotate-90 text-ink-3 lg:rotate-0" />}
            <button
              type="button"
              onClick={(event) => choose(category, index, event.currentTarget)}
              className={`pointer-events-auto flex h-18 w-60 items-center gap-3 border border-line-strong/70 border-dashed bg-surface/70 px-3 text-left hover:border-accent hover:bg-surface ${categoryStyles[category].shape}`}
            >
              <span
                className={`flex size-8 shrink-0 items-center justify-center rounded-control ${categoryStyles[category].tile}`}
              >
                <Plus aria-hidden className="size-4" />
              </span>
              <span className="min-w-0">
                <span className="block truncate font-medium text-ui">{t(`${category}.title`)}</span>
                <span className="block truncate text-ink-2 text-meta">{t(`${category}.hint`)}</span>
              </span>
            </button>
          </Fragment>
        ))}
      </div>
      <div className="pointer-events-auto flex flex-wrap justify-center gap-2">
        <Button icon={Sparkles} onClick={startWithSample}>
          {t('startWithSample')}
        </Button>
        <Button icon={ClipboardPaste} onClick={() => store.getState().set({ pastedRows: '' })}>
          {t('pasteRows')}
        </Button>
      </div>
    </div>
  );
}
