import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { columnGap, nodeWidth } from '#components/canvas/node-size.ts';
import { callApi } from '#components/queries/api-client.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useUploadFile } from '#components/queries/use-upload-file.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { toast } from '#components/ui/toast.ts';
import { discoverResponseSchema } from '#core/contracts/pipelines.ts';
import { useBuilder, useBuilderStore } from './builder-context.tsx';
import { countPastedRows, createPastedFile } from './pasted-rows.ts';
import { planInsert } from './plan-insert.ts';

/** Starts from rows on the clipboard, as copied from a spreadsheet or an answer of an API. */
export function PasteRowsDialog() {
  const text = useBuilder((state) => state.pastedRows);
  return text === null ? null : <OpenDialog given={text} />;
}

function OpenDialog({ given }: { given: string }) {
  const t = useTranslations('builder.pasteRows');
  const store = useBuilderStore();
  const toText = useErrorText();
  const [text, setText] = useState(given);
  const rows = countPastedRows(text);
  const close = () => store.getState().set({ pastedRows: null });
  const use = useUsePastedRows();
  const start = () => use.mutate(text, { onSuccess: close, onError: (error) => toast.error(toText(error)) });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={t('title')}
      description={t('description')}
      footer={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button variant="primary" disabled={rows === null} loading={use.isPending} onClick={start}>
            {t('use', { count: rows ?? 0 })}
          </Button>
        </>
      }
    >
      <TextArea
        label={t('rows')}
        mono
        rows={9}
        value={text}
        onChange={setText}
        placeholder={t('example')}
        hint={text.trim() !== '' && rows === null ? t('notATable') : t('hint')}
      />
    </Dialog>
  );
}

/** Uploads the text and reads a file step from it. */
function useUsePastedRows() {
  const t = useTranslations('builder.pasteRows');
  const store = useBuilderStore();
  const upload = useUploadFile();
  return useMutation({
    mutationFn: async (text: string) => {
      const file = await upload.mutateAsync({ file: createPastedFile(text, t('fileName')) });
      const { graph, pipelineId } = store.getState();
      const settings = { fileId: file.id, fileName: file.name };
      const x = Math.min(0, ...graph.nodes.map(({ position }) => position.x)) + nodeWidth + columnGap;
      const position = { x: graph.nodes.length === 0 ? 0 : x, y: 0 };
      const { nodeId, commands } = planInsert(
        graph,
        'file-source',
        t('stepName'),
        { on: 'canvas', position },
        settings,
      );
      const body = { nodeId, kind: 'file-source', settings: { ...settings, format: null, fields: [] } };
      const found = await callApi(`/pipelines/${pipelineId}/discover`, discoverResponseSchema, {
        method: 'POST',
        body,
      });
      store.getState().edit([...commands, { type: 'update-settings', nodeId, settings: found.settings }]);
      store.getState().openField(nodeId);
    },
  });
}
