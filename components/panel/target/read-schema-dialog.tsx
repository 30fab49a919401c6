import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { AcceptedField } from '#core/graph/nodes/accepted-field.ts';
import { type ApiBody, readApiSchema } from './read-api-schema.ts';

interface ReadSchemaDialogProps {
  /** `POST /contacts`: which request is meant. */
  readonly request: string;
  readonly onRead: (fields: readonly AcceptedField[]) => void;
  readonly onClose: () => void;
}

/** Takes the document of an API, and what it says of one request. */
export function ReadSchemaDialog({ request, onRead, onClose }: ReadSchemaDialogProps) {
  const t = useTranslations('builder.forms.httpTarget.accepts');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const bodies = useMemo(() => readApiSchema(text), [text]);
  const body = bodies.find(({ name }) => name === chosen) ?? findMeant(bodies, request);
  const isUnread = text.trim() !== '' && bodies.length === 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('read')}
      description={t('readText')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" disabled={body === undefined} onClick={() => body && onRead(body.fields)}>
            {t('take', { count: body?.fields.length ?? 0 })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextArea
          label={t('document')}
          error={isUnread ? t('unread') : undefined}
          mono
          rows={10}
          spellCheck={false}
          placeholder={'{ "type": "object", "properties": { "email": { "type": "string", "maxLength": 120 } } }'}
          value={text}
          onChange={setText}
        />
        {bodies.length > 1 && (
          <SelectField
            label={t('request')}
            value={body?.name ?? ''}
            onChange={setChosen}
            choices={bodies.map(({ name }) => ({ value: name, label: name }))}
          />
        )}
      </div>
    </Dialog>
  );
}

/** The request of the same method whose path is the end of the address, else the first. */
function findMeant(bodies: readonly ApiBody[], request: string): ApiBody | undefined {
  const [method, address = ''] = request.split(' ');
  const path = address.replace(/^https?:\/\/[^/]*/, '').replace(/[?#].*$/, '');
  return (
    bodies.find(({ name }) => {
      const [candidate, ends = ''] = name.split(' ');
      return candidate === method && ends !== '' && path.endsWith(ends);
    }) ?? bodies[0]
  );
}
