import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { ShownRequest } from '#core/contracts/test-run.ts';
import { ShownRequestView } from './shown-request-view.tsx';

interface RequestPaneProps {
  readonly total: number;
  readonly requests: readonly ShownRequest[];
  /** Rows whose personal values are hidden; null shows everything. */
  readonly hidden: Grid | null;
}

/** The requests at the left, the chosen one at the right. */
export function RequestPane({ total, requests, hidden }: RequestPaneProps) {
  const t = useTranslations('builder.testRun');
  const format = useFormatter();
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, requests.length - 1);
  const request = requests[index];
  if (request === undefined)
    return <p className="flex h-full items-center justify-center p-4 text-ink-3 text-ui">{t('noRequests')}</p>;
  return (
    <div className="flex h-full min-h-0 max-md:flex-col">
      {requests.length > 1 && (
        <div className="w-52 shrink-0 overflow-y-auto border-line border-r p-1 max-md:max-h-32 max-md:w-full max-md:border-r-0 max-md:border-b">
          <ul aria-label={t('requests')}>
            {requests.map((each, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: requests are told apart by their place alone
              <li key={place}>
                <button
                  type="button"
                  aria-current={place === index}
                  className="flex h-7 w-full items-center gap-2 rounded-control px-2 text-left text-meta tabular-nums hover:bg-raised aria-[current=true]:bg-accent/12"
                  onClick={() => setChosen(place)}
                >
                  <span className="font-medium">{t('requestNumber', { number: place + 1 })}</span>
                  <span className="ml-auto text-ink-3">{t('rowCount', { rows: each.rows })}</span>
                </button>
              </li>
            ))}
          </ul>
          {total > requests.length && (
            <p className="px-2 py-1.5 text-ink-3 text-meta">
              {t('moreRequests', { count: format.number(total - requests.length) })}
            </p>
          )}
        </div>
      )}
      <ShownRequestView request={request} hidden={hidden} />
    </div>
  );
}
