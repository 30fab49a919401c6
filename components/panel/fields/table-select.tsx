import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useTables } from '#components/queries/use-connections.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import type { FieldTexts } from '#components/ui/field.tsx';

interface TableSelectProps extends Omit<FieldTexts, 'label'> {
  connectionId: string;
  schema: string;
  table: string;
  onChange: (table: { schema: string; table: string }) => void;
  /** Views cannot be written to. */
  tablesOnly?: boolean;
}

/** A table of a database, found by typing. */
export function TableSelect({ connectionId, schema, table, onChange, tablesOnly = false, ...texts }: TableSelectProps) {
  const t = useTranslations('builder.panel');
  const toText = useErrorText();
  const { data: tables, error, isLoading } = useTables(connectionId);
  const choices = useMemo(
    () =>
      (tables ?? [])
        .filter(({ kind }) => !tablesOnly || kind === 'table')
        .map(({ schema: place, name, estimatedRows }) => ({
          value: JSON.stringify([place, name]),
          label: nameTable(place, name),
          description:
            estimatedRows === null || estimatedRows < 0 ? undefined : t('aboutRows', { rows: estimatedRows }),
        })),
    [tables, tablesOnly, t],
  );
  const own = { value: JSON.stringify([schema, table]), label: nameTable(schema, table) };
  const isListed = table === '' || choices.some(({ value }) => value === own.value);
  return (
    <ComboboxField
      {...texts}
      label={t('table')}
      disabled={connectionId === ''}
      value={table === '' ? null : own.value}
      choices={isListed ? choices : [own, ...choices]}
      placeholder={connectionId === '' ? t('connectionFirst') : isLoading ? t('loadingTables') : t('chooseTable')}
      emptyText={t('noTables')}
      error={texts.error ?? (error === null ? undefined : toText(error))}
      onChange={(value) => {
        const [place = schema, name = ''] = value === null ? [] : (JSON.parse(value) as string[]);
        onChange({ schema: place, table: name });
      }}
    />
  );
}

/** Without the place where an account's tables are by themselves. */
function nameTable(schema: string, table: string): string {
  return schema === 'public' || schema === '' ? table : `${schema}.${table}`;
}
