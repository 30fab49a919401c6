'use client';

import { Download, FileDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { styleButton } from '#components/ui/button-style.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import { FileSize } from './file-size.tsx';

/** Files that targets made. */
export function RunFiles({ run }: { run: RunDetail }) {
  const t = useTranslations('app.runs');
  if (run.artifacts.length === 0) return null;
  return (
    <section aria-labelledby="files-title">
      <h2 id="files-title" className="mb-2 font-semibold text-body">
        {t('files')}
      </h2>
      <ul className="overflow-hidden rounded-card border bg-surface">
        {run.artifacts.map(({ nodeId, name, sizeBytes }) => (
          <li key={nodeId} className="flex min-h-12 items-center gap-3 border-b px-4 py-2 last:border-b-0">
            <FileDown aria-hidden className="size-4 shrink-0 text-target" />
            <span className="min-w-0 flex-1 truncate font-medium text-body">{name}</span>
            <span className="shrink-0 text-ink-2 text-ui">
              <FileSize bytes={sizeBytes} />
            </span>
            <a
              href={`/api/v1/runs/${run.id}/artifacts/${nodeId}`}
              download={name}
              aria-label={t('download', { name })}
              className={styleButton('secondary', 'small')}
            >
              <Download aria-hidden className="size-3.5" />
              {t('downloadShort')}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
