import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import type { ProtectedColumn } from '#core/graph/nodes/protect.ts';
import { Labelled } from '../fields/labelled.tsx';
import { NumberField } from '../fields/number-field.tsx';

type Mask = Extract<ProtectedColumn, { as: 'mask' }>;

/** What still shows of a masked value. */
export function MaskSettings({ column, onChange }: { column: Mask; onChange: (column: Mask) => void }) {
  const t = useTranslations('builder.forms.protect');
  const { show, first, last } = column;
  return (
    <>
      <Labelled label={t('show')} hint={t(`showHints.${show}`)}>
        <SegmentedControl
          label={t('show')}
          value={show}
          onChange={(next) => onChange({ ...column, show: next })}
          choices={(['ends', 'email', 'all'] as const).map((value) => ({ value, label: t(`shows.${value}`) }))}
        />
      </Labelled>
      {show === 'ends' && (
        <div className="grid grid-cols-2 items-start gap-1.5">
          <NumberField
            label={t('first')}
            value={first}
            min={0}
            max={20}
            onChange={(next) => onChange({ ...column, first: next ?? first })}
          />
          <NumberField
            label={t('last')}
            value={last}
            min={0}
            max={20}
            onChange={(next) => onChange({ ...column, last: next ?? last })}
          />
        </div>
      )}
    </>
  );
}
