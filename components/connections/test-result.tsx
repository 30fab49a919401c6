'use client';

import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { testConnectionResponseSchema } from '#core/contracts/connections.ts';

/** What a test found: one fact about the account, or why it does not work. */
export function TestResult({ result }: { result: z.infer<typeof testConnectionResponseSchema> | undefined }) {
  const t = useTranslations('connections');
  const tActor = useTranslations('app.failures.actor');
  return (
    <div role="status" className="contents">
      {result && (
        <div
          className={`flex items-start gap-2.5 rounded-card border p-3 text-ui ${result.ok ? 'border-success/40 bg-success/5' : 'border-error/40 bg-error/5'}`}
        >
          <StatusIcon status={result.ok ? 'succeeded' : 'failed'} decorative className="mt-0.5" />
          <div className="min-w-0 [overflow-wrap:anywhere]">
            <p className="font-medium">{t(result.ok ? 'testGood' : 'testBad')}</p>
            <p className="text-ink-2">{result.ok ? result.detail : result.error?.message}</p>
            {result.error && <p className="mt-1 text-ink-3 text-meta">{tActor(result.error.actor)}</p>}
          </div>
        </div>
      )}
    </div>
  );
}
