import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { removeAt, replaceAt } from '../edit-list.ts';
import { ListRow } from './list-row.tsx';
import { useEntryKeys } from './use-entry-keys.ts';

interface Header {
  readonly name: string;
  readonly value: string;
}

interface HeadersEditorProps {
  readonly headers: readonly Header[];
  readonly onChange: (headers: Header[]) => void;
}

/** Headers sent with every request. */
export function HeadersEditor({ headers, onChange }: HeadersEditorProps) {
  const t = useTranslations('builder.panel');
  const { keys, remove } = useEntryKeys(headers.length);
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium text-ui">{t('headers')}</h3>
      <ul className="flex flex-col gap-2">
        {headers.map((header, index) => (
          <ListRow
            key={keys[index]}
            removeLabel={t('removeHeader')}
            onRemove={() => {
              remove(index);
              onChange(removeAt(headers, index));
            }}
          >
            <div className="grid grid-cols-2 gap-1.5">
              <TextField
                label={t('headerName')}
                hideLabel
                placeholder={t('headerName')}
                value={header.name}
                onChange={(name) => onChange(replaceAt(headers, index, { name }))}
              />
              <TextField
                label={t('headerValue')}
                hideLabel
                placeholder={t('headerValue')}
                value={header.value}
                onChange={(value) => onChange(replaceAt(headers, index, { value }))}
              />
            </div>
          </ListRow>
        ))}
      </ul>
      <Button
        size="small"
        variant="ghost"
        icon={Plus}
        className="self-start"
        onClick={() => onChange([...headers, { name: '', value: '' }])}
      >
        {t('addHeader')}
      </Button>
    </section>
  );
}
