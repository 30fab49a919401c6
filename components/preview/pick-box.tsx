// biome-ignore-all lint/a11y/useSemanticElements: a virtual table positions its cells itself
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus; its space bar picks the row
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';

interface PickBoxProps {
  readonly row: number;
  readonly picked: ReadonlySet<number>;
  readonly onPick: (row: number) => void;
}

/** The box before a row that says whether the row is picked. */
export const PickBox = memo(function PickBox({ row, picked, onPick }: PickBoxProps) {
  const t = useTranslations('builder.testRun');
  const isPicked = picked.has(row);
  return (
    <div
      role="gridcell"
      className={`sticky left-0 z-[1] h-full w-8 ${isPicked ? 'bg-[color-mix(in_oklab,var(--accent)_10%,var(--surface))]' : 'bg-surface'}`}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('pickRow', { number: row + 1 })}
        aria-pressed={isPicked}
        className="flex size-full items-center justify-center hover:bg-raised"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onPick(row)}
      >
        <span
          className={`flex size-4 items-center justify-center rounded-small border ${isPicked ? 'border-accent bg-accent text-on-accent' : 'border-line-strong bg-surface'}`}
        >
          {isPicked && <Check aria-hidden className="size-3" strokeWidth={3} />}
        </span>
      </button>
    </div>
  );
});
