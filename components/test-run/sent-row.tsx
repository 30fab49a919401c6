import { CircleCheck, CircleSlash, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { findPersonalColumns, maskValue } from '#components/preview/personal-data.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { SendRowResponse } from '#core/contracts/test-run.ts';
import { hideValues } from './hide-values.ts';

const icons = {
  sent: <CircleCheck aria-hidden className="size-4 text-success" />,
  unchanged: <CircleSlash aria-hidden className="size-4 text-ink-3" />,
  refused: <TriangleAlert aria-hidden className="size-4 text-error" />,
};

interface SentRowProps {
  readonly sent: SendRowResponse;
  readonly account: string;
  /** Rows whose personal values are hidden; null shows everything. */
  readonly hidden: Grid | null;
}

/** What came of a row that was sent: the answer, and how the target holds it now. */
export function SentRow({ sent, account, hidden }: SentRowProps) {
  const t = useTranslations('builder.testRun.send');
  const { outcome, reason, change, answer, remembered } = sent;
  const stored = hidden === null ? sent.stored : sent.stored && hideStored(sent.stored);
  const title =
    outcome === 'sent' && change !== null ? t(`done.${change}`, { account }) : t(`done.${outcome}`, { account });
  return (
    <>
      <Notice icon={icons[outcome]} tone={outcome === 'refused' ? 'error' : 'neutral'} title={title}>
        {reason !== null && <p>{reason}</p>}
        {outcome === 'sent' && remembered !== null && <p>{t(remembered ? 'remembered' : 'notRemembered')}</p>}
      </Notice>
      {answer !== null && (
        <section aria-label={t('answer')}>
          <h3 className="mb-1 font-medium text-ui">{t('answer')}</h3>
          <pre className="max-h-64 overflow-y-auto whitespace-pre-wrap rounded-control bg-raised px-3 py-2 font-mono text-meta [overflow-wrap:anywhere]">
            {`HTTP ${answer.status}`}
            {answer.body !== '' && `\n${hidden === null ? answer.body : hideValues(answer.body, hidden)}`}
          </pre>
        </section>
      )}
      {stored !== null && (
        <section aria-label={t('stored')}>
          <h3 className="mb-1 font-medium text-ui">{t('stored')}</h3>
          <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-0.5 rounded-control border border-line px-3 py-2 text-meta">
            {stored.map(({ name, value }) => (
              <div key={name} className="contents">
                <dt className="text-ink-3">{name}</dt>
                <dd className="font-mono [overflow-wrap:anywhere]">
                  {value ?? <span className="text-ink-3 italic">{t('blank')}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}

function hideStored(stored: NonNullable<SendRowResponse['stored']>): typeof stored {
  const fields = stored.map(({ name }) => ({ name, type: 'text' as const }));
  const personal = findPersonalColumns({ fields, rows: [stored.map(({ value }) => value)], rowCount: 1 });
  return stored.map(({ name, value }, index) => ({
    name,
    value: value !== null && personal[index] ? maskValue(value) : value,
  }));
}
