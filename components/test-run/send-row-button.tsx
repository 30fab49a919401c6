import { Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { Button } from '#components/ui/button.tsx';
import type { TestResponse } from '#core/contracts/test-run.ts';
import { askToSend } from './ask-to-send.ts';

/** Leads to the question whether one row is to be sent for real; files are made by runs alone. */
export function SendRowButton({ nodeId, response }: { nodeId: string; response: TestResponse }) {
  const t = useTranslations('builder.testRun');
  const store = useBuilderStore();
  const hasRows = useBuilder(
    ({ preview, readOnly }) =>
      !readOnly && preview.nodeId === nodeId && (preview.response?.inputs[0]?.grid.rows.length ?? 0) > 0,
  );
  const { write } = response;
  if (write === null || write.kind === 'file' || !hasRows) return null;
  return (
    <Button size="small" icon={Send} onClick={() => askToSend(store, nodeId, 0)}>
      {t('sendOne')}
    </Button>
  );
}
