import { ChevronRight } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { ShownRequest } from '#core/contracts/test-run.ts';
import { hideValues } from './hide-values.ts';

interface ShownRequestViewProps {
  readonly request: ShownRequest;
  readonly hidden: Grid | null;
}

/** A request as it goes out: line, headers, body. */
export function ShownRequestView({ request, hidden }: ShownRequestViewProps) {
  const t = useTranslations('builder.testRun');
  const format = useFormatter();
  const [open, setOpen] = useState(false);
  const body = useMemo(() => (hidden === null ? request.body : hideValues(request.body, hidden)), [request, hidden]);
  const shown = useMemo(() => indent(body), [body]);
  const isCut = request.bodyBytes > new TextEncoder().encode(request.body).length;
  return (
    <ScrollRegion label={t('request')} className="min-w-0 flex-1 overflow-auto p-3 font-mono text-meta">
      <p className="[overflow-wrap:anywhere]">
        <span className="mr-2 font-semibold text-target">{request.method}</span>
        {request.url}
      </p>
      <button
        type="button"
        aria-expanded={open}
        className="mt-1 -ml-1 inline-flex h-6 items-center gap-1 rounded-control px-1 font-sans text-ink-2 hover:bg-raised hover:text-ink"
        onClick={() => setOpen(!open)}
      >
        <ChevronRight aria-hidden className={`size-3.5 transition-transform ${open ? 'rotate-90' : ''}`} />
        {t('headers', { count: request.headers.length })}
      </button>
      {open && (
        <dl className="mb-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
          {request.headers.map(({ name, value }) => (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="[overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <pre className="mt-1 whitespace-pre-wrap rounded-control bg-raised px-3 py-2 [overflow-wrap:anywhere]">
        {shown}
      </pre>
      {isCut && (
        <p className="mt-1 font-sans text-ink-3">
          {t('bodyCut', { size: format.number(request.bodyBytes / 1000, { maximumFractionDigits: 0 }) })}
        </p>
      )}
    </ScrollRegion>
  );
}

/** JSON on lines of its own; anything else as it is. Texts and numbers stay as they are written. */
function indent(body: string): string {
  let depth = 0;
  try {
    JSON.parse(body);
  } catch {
    return body;
  }
  const line = () => `\n${'  '.repeat(depth)}`;
  return body.replaceAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g, (token) => {
    if (token === '{' || token === '[') {
      depth += 1;
      return token + line();
    }
    if (token === '}' || token === ']') {
      depth -= 1;
      return line() + token;
    }
    if (token === ',') return token + line();
    return token === ':' ? ': ' : token;
  });
}
