import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Paging } from '#core/graph/nodes/http-request.ts';
import { NumberField } from '../fields/number-field.tsx';

const pagings = {
  none: { kind: 'none' },
  'next-link': { kind: 'next-link', path: '' },
  cursor: { kind: 'cursor', path: 'next_cursor', parameter: 'cursor' },
  page: { kind: 'page', parameter: 'page', firstPage: 1, sizeParameter: 'per_page', size: 100 },
  offset: { kind: 'offset', parameter: 'offset', sizeParameter: 'limit', size: 100 },
} satisfies { [Kind in Paging['kind']]: Extract<Paging, { kind: Kind }> };

const kinds = Object.keys(pagings) as Paging['kind'][];

interface PagingEditorProps {
  readonly paging: Paging;
  readonly onChange: (paging: Paging) => void;
}

/** How the address hands out rows that do not fit into one answer. */
export function PagingEditor({ paging, onChange }: PagingEditorProps) {
  const t = useTranslations('builder.forms.httpSource.paging');
  return (
    <div className="flex flex-col gap-2">
      <SelectField
        label={t('label')}
        value={paging.kind}
        onChange={(kind) => onChange(pagings[kind])}
        choices={kinds.map((kind) => ({
          value: kind,
          label: t(`${kind}.name`),
          description: t(`${kind}.description`),
        }))}
      />
      {(paging.kind === 'next-link' || paging.kind === 'cursor') && (
        <TextField
          label={t(`${paging.kind}.path`)}
          hint={t(`${paging.kind}.pathHint`)}
          mono
          maxLength={200}
          value={paging.path}
          onChange={(path) => onChange({ ...paging, path })}
        />
      )}
      {paging.kind !== 'none' && paging.kind !== 'next-link' && (
        <TextField
          label={t('parameter')}
          mono
          maxLength={100}
          value={paging.parameter}
          onChange={(parameter) => onChange({ ...paging, parameter })}
        />
      )}
      {(paging.kind === 'page' || paging.kind === 'offset') && (
        <div className="grid grid-cols-2 gap-2">
          <TextField
            label={t('sizeParameter')}
            mono
            maxLength={100}
            value={paging.sizeParameter}
            onChange={(sizeParameter) => onChange({ ...paging, sizeParameter })}
          />
          <NumberField
            label={t('size')}
            value={paging.size}
            min={1}
            max={10_000}
            onChange={(size) => size !== null && onChange({ ...paging, size })}
          />
        </div>
      )}
      {paging.kind === 'page' && (
        <NumberField
          label={t('firstPage')}
          value={paging.firstPage}
          min={0}
          max={1_000_000}
          onChange={(firstPage) => firstPage !== null && onChange({ ...paging, firstPage })}
        />
      )}
    </div>
  );
}
