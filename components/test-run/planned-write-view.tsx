import { FileDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBuilder } from '#components/builder/builder-context.tsx';
import type { PlannedWrite } from '#core/contracts/test-run.ts';
import { RequestPane } from './request-pane.tsx';
import { TableWrite } from './table-write.tsx';

interface PlannedWriteViewProps {
  readonly write: PlannedWrite;
  readonly nodeId: string;
  readonly isHidden: boolean;
}

/** What would go out, by the kind of target. */
export function PlannedWriteView({ write, nodeId, isHidden }: PlannedWriteViewProps) {
  const t = useTranslations('builder.testRun');
  const rows = useBuilder(({ preview }) =>
    preview.nodeId === nodeId ? (preview.response?.inputs[0]?.grid ?? null) : null,
  );
  if (write.kind === 'requests')
    return <RequestPane total={write.total} requests={write.requests} hidden={isHidden ? rows : null} />;
  if (write.kind === 'table') return <TableWrite write={write} isHidden={isHidden} />;
  return (
    <p className="flex h-full items-center justify-center gap-2 p-4 text-ink-2 text-ui">
      <FileDown aria-hidden className="size-4 text-ink-3" />
      {t('fileText', { name: write.name })}
    </p>
  );
}
