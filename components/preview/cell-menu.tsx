import { ArrowDownUp, Copy, CopyMinus, Eye, Filter, FilterX, Replace, Send, Sigma } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import type { Field } from '#core/graph/field-type.ts';
import { formatCell } from './format-cell.ts';
import { listFieldSteps, listValueSteps, type ValueStep } from './value-steps.ts';

const icons = {
  keep: Filter,
  leaveOut: FilterX,
  replace: Replace,
  removeDuplicates: CopyMinus,
  sort: ArrowDownUp,
  count: Sigma,
} satisfies Record<ValueStep['key'], unknown>;

const shownCharacters = 32;

interface CellMenuProps {
  readonly field: Field;
  /** Undefined: the column as a whole. */
  readonly value: unknown;
  /** Absent where nothing may be changed. */
  readonly onAddStep: ((step: ValueStep) => void) | undefined;
  /** Present while the value is hidden. */
  readonly onReveal: (() => void) | undefined;
  /** Present where the row can be sent for real. */
  readonly onSendRow?: (() => void) | undefined;
}

/** What can be made of a value: a step after this one, or a copy. */
export function CellMenu({ field, value, onAddStep, onReveal, onSendRow }: CellMenuProps) {
  const t = useTranslations('builder.preview');
  const text = formatCell(value, field.type);
  const shown =
    text === null ? t('blank') : text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
  const isWhole = value === undefined;
  const steps = isWhole || onReveal !== undefined ? listFieldSteps(field) : listValueSteps(field, value);
  return (
    <>
      {onAddStep !== undefined &&
        steps.map((step) => (
          <MenuItem key={step.key} icon={icons[step.key]} onSelect={() => onAddStep(step)}>
            {t(`steps.${step.key}`, { field: field.name, value: shown })}
          </MenuItem>
        ))}
      {onAddStep !== undefined && steps.length > 0 && !isWhole && <MenuSeparator />}
      {onReveal === undefined && !isWhole && (
        <MenuItem icon={Copy} disabled={text === null} onSelect={() => void navigator.clipboard.writeText(text ?? '')}>
          {t('copyValue')}
        </MenuItem>
      )}
      {onSendRow !== undefined && (
        <MenuItem icon={Send} onSelect={onSendRow}>
          {t('sendRow')}
        </MenuItem>
      )}
      {onReveal !== undefined && (
        <MenuItem icon={Eye} onSelect={onReveal}>
          {t('reveal')}
        </MenuItem>
      )}
    </>
  );
}
