'use client';

import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { TestRow, testConnectionResponseSchema } from '#core/contracts/connections.ts';

/** What a test found: one fact about the account and a row of it, or why it does not work. */
export function TestResult({ result }: { result: z.infer<typeof testConnectionResponseSchema> | undefined }) {
  const t = useTranslations('connections');
  const tActor = useTranslations('app.failures.actor');
  return (
    <div role="status" className="contents">
      {result && (
        <div
          className={`rounded-card border p-3 text-ui ${result.ok ? 'border-success/40 bg-success/5' : 'border-error/40 bg-error/5'}`}
        >
          <div className="flex items-start gap-2.5">
            <StatusIcon status={result.ok ? 'succeeded' : 'failed'} decorative className="mt-0.5" />
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <p className="font-medium">{t(result.ok ? 'testGood' : 'testBad')}</p>
              <p className="text-ink-2">{result.ok ? result.detail : result.error?.message}</p>
              {result.error && <p className="mt-1 text-ink-3 text-meta">{tActor(result.error.actor)}</p>}
            </div>
          </div>
          {result.ok && (result.row ? <RowView row={result.row} /> : <NoRow />)}
        </div>
      )}
    </div>
  );
}

function NoRow() {
  const t = useTranslations('connections');
  return <p className="mt-1 pl-6.5 text-ink-3 text-meta">{t('testNoRow')}</p>;
}

function RowView({ row }: { row: TestRow }) {
  const t = useTranslations('connections');
  return (
    <div className="mt-3 overflow-hidden rounded-control border bg-surface">
      <p className="truncate border-b px-3 py-1.5 text-ink-3 text-meta" title={row.from}>
        {t.rich('testRow', { from: row.from, code: (text) => <code className="font-mono">{text}</code> })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which takes the keyboard to be there */}
      <section tabIndex={0} aria-label={t('testRowLabel')} className="max-h-60 overflow-y-auto -outline-offset-2">
        <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-1 px-3 py-2">
          {row.values.map(({ name, value }) => (
            <div key={name} className="contents">
              <dt className="truncate text-ink-3 text-meta" title={name}>
                {name}
              </dt>
              <dd className="truncate font-mono text-meta" title={value ?? undefined}>
                {value ?? <span className="text-ink-3 italic">{t('testBlank')}</span>}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
