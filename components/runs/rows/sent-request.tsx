'use client';

import { useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/relative-time.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { SentRequestView } from '#core/contracts/kept-rows.ts';
import { DurationText } from '../duration-text.tsx';

/** A request that carried rows, and its answer; contents are hidden while personal data is. */
export function SentRequest({ request, isHidden }: { request: SentRequestView; isHidden: boolean }) {
  const t = useTranslations('rows');
  const { firstRow, rows, at, durationMs, attempts, method, address, idempotencyKey, headers, status } = request;
  const until = new Date(Date.parse(at) + durationMs).toISOString();
  const isGood = status !== null && status < 400;
  return (
    <article className="rounded-control border text-meta">
      <div className="flex flex-col gap-1 px-3 py-2">
        <p className="flex items-start gap-2">
          <StatusIcon status={isGood ? 'succeeded' : 'failed'} />
          <span className="font-medium tabular-nums">{status ?? t('noAnswer')}</span>
          <span className="min-w-0 font-mono [overflow-wrap:anywhere]">
            {method} {isHidden ? hideQuery(address) : address}
          </span>
        </p>
        <p className="flex flex-wrap gap-x-2 text-ink-2">
          <LocalTime at={at} seconds />
          <span>
            · <DurationText from={at} to={until} />
          </span>
          <span>· {t('attempts', { count: attempts })}</span>
          <span>· {t('carried', { rows, first: firstRow, last: firstRow + rows - 1 })}</span>
        </p>
        {request.failure !== null && <p className="text-error">{request.failure}</p>}
        {idempotencyKey !== null && (
          <p className="text-ink-2">
            {t('key')} <code className="font-mono text-ink [overflow-wrap:anywhere]">{idempotencyKey}</code>
          </p>
        )}
      </div>
      <Content title={t('headers')} text={formatHeaders(headers)} isHidden={false} />
      <Content title={t('request')} text={request.body} bytes={request.bodyBytes} isHidden={isHidden} />
      {status !== null && (
        <Content title={t('answer')} text={request.answer} bytes={request.answerBytes} isHidden={isHidden} open />
      )}
    </article>
  );
}

interface ContentProps {
  title: string;
  text: string;
  /** Of the whole, of which the text may be the beginning. */
  bytes?: number;
  isHidden: boolean;
  open?: boolean;
}

function Content({ title, text, bytes = 0, isHidden, open }: ContentProps) {
  const t = useTranslations('rows');
  const isCut = bytes > new TextEncoder().encode(text).length;
  return (
    <details open={open} className="border-t">
      <summary className="flex min-h-8 items-center gap-2 px-3 text-ink-2 hover:text-ink">
        {title}
        {isCut && <span className="text-ink-3">{t('cut', { kilobytes: Math.round(bytes / 1000) })}</span>}
      </summary>
      {isHidden && text !== '' ? (
        <p className="px-3 pb-2 text-ink-3">{t('bodyHidden')}</p>
      ) : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is to be reached by keyboard
          tabIndex={0}
          className="max-h-64 overflow-auto px-3 pb-2 font-mono whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          {text === '' ? <span className="font-sans text-ink-3 italic">{t('emptyAnswer')}</span> : indent(text)}
        </pre>
      )}
    </details>
  );
}

/** JSON with line breaks; anything else, such as the beginning of JSON, as it is. */
function indent(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Values in an address may tell who somebody is, as contents may. */
function hideQuery(address: string): string {
  const [place = '', query] = address.split(/\?(.*)/s);
  return query === undefined ? place : `${place}?${query.replaceAll(/=[^&]*/g, '=•••')}`;
}

function formatHeaders(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}
