import { CircleCheck, CircleSlash, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Notice } from '#components/ui/notice.tsx';
import type { SendRowResponse } from '#core/contracts/test-run.ts';

const icons = {
  sent: <CircleCheck aria-hidden className="size-4 text-success" />,
  unchanged: <CircleSlash aria-hidden className="size-4 text-ink-3" />,
  refused: <TriangleAlert aria-hidden className="size-4 text-error" />,
};

/** What came of a row that was sent: the answer, and how the target holds it now. */
export function SentRow({ sent, account }: { sent: SendRowResponse; account: string }) {
  const t = useTranslations('builder.testRun.send');
  const { outcome, reason, change, answer, stored, remembered } = sent;
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
            {answer.body !== '' && `\n${answer.body}`}
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
