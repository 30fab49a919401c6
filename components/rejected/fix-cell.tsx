// biome-ignore-all lint/a11y/useSemanticElements: a virtual table positions its cells itself
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
import { useTranslations } from 'next-intl';
import { memo, useEffect, useRef } from 'react';
import { joinClasses } from '#components/ui/join-classes.ts';

interface FixCellProps {
  readonly id: string;
  readonly row: number;
  readonly column: number;
  readonly value: string | null;
  readonly original: string | null;
  readonly isFixed: boolean;
  /** The value the row was refused for. */
  readonly isFault: boolean;
  readonly active: boolean;
  readonly start: number;
  readonly size: number;
}

/** One value: a new one is tinted and says what it was, the one at fault is red. */
export const FixCell = memo(function FixCell(props: FixCellProps) {
  const { id, row, column, value, original, isFixed, isFault, active, start, size } = props;
  const t = useTranslations('app.rejected');
  return (
    <div
      id={id}
      role="gridcell"
      title={isFixed ? t('original', { value: original ?? t('blank') }) : (value ?? undefined)}
      data-row={row}
      data-column={column}
      data-fixed={isFixed || undefined}
      className={joinClasses(
        'absolute inset-y-0 truncate border-line/70 border-r px-2.5 leading-[31px]',
        active && 'ring-2 ring-accent ring-inset',
        isFixed ? 'bg-accent/10 text-ink' : isFault && 'bg-error/8 text-error',
      )}
      style={{ width: size, transform: `translateX(${start}px)` }}
    >
      {value === null ? (
        <span className={joinClasses('italic', isFault && !isFixed ? 'text-error' : 'text-ink-3')}>{t('blank')}</span>
      ) : (
        value
      )}
    </div>
  );
});

interface CellEditorProps {
  readonly label: string;
  readonly text: string;
  readonly start: number;
  readonly size: number;
  /** Null: what was written is dropped. */
  readonly onFinish: (text: string | null, step?: { row: number; column: number }) => void;
}

/** In place of a cell while somebody writes in it. */
export function CellEditor({ label, text, start, size, onFinish }: CellEditorProps) {
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    const field = input.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }, []);
  const finish: CellEditorProps['onFinish'] = (value, step) => {
    if (isOver.current) return;
    isOver.current = true;
    onFinish(value, step);
  };
  return (
    <input
      ref={input}
      aria-label={label}
      defaultValue={text}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        const { key, shiftKey, currentTarget } = event;
        if (event.nativeEvent.isComposing || !['Enter', 'Tab', 'Escape'].includes(key)) return;
        event.preventDefault();
        event.stopPropagation();
        if (key === 'Escape') finish(null);
        else if (key === 'Enter') finish(currentTarget.value, { row: shiftKey ? -1 : 1, column: 0 });
        else finish(currentTarget.value, { row: 0, column: shiftKey ? -1 : 1 });
      }}
      className="absolute inset-y-0 z-20 bg-floating px-2.5 font-mono text-meta shadow-float ring-2 ring-accent ring-inset outline-none"
      style={{ width: Math.max(size, 160), transform: `translateX(${start}px)` }}
    />
  );
}
