import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';
import { Advanced } from '../fields/advanced.tsx';

type Parallel = NonNullable<TableSourceSettings['parallel']>;

const offered = [2, 4, 8, 12, 16, 32];

interface ReadParallelProps {
  readonly hint: string;
  readonly value: Parallel | undefined;
  readonly onChange: (value: Parallel) => void;
}

/** Whether a large table is read in parts side by side, and in how many. */
export function ReadParallel({ hint, value = 'automatic', onChange }: ReadParallelProps) {
  const t = useTranslations('builder.forms.tableSource.parallel');
  const counts = typeof value === 'number' && !offered.includes(value) ? [...offered, value] : offered;
  return (
    <Advanced label={t('title')}>
      <SelectField
        label={t('label')}
        hint={hint}
        value={String(value)}
        onChange={(next) => onChange(next === 'automatic' || next === 'off' ? next : Number(next))}
        choices={[
          { value: 'automatic', label: t('automatic'), description: t('automaticHint') },
          { value: 'off', label: t('off'), description: t('offHint') },
          ...counts.toSorted((a, b) => a - b).map((count) => ({ value: String(count), label: t('count', { count }) })),
        ]}
      />
    </Advanced>
  );
}
