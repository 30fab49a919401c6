import { CircleCheck, CircleX, Ellipsis, Redo2, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { maskValue } from '#components/preview/personal-data.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { RejectedRow } from '#core/contracts/rejected.ts';
import type { SaveState } from './use-fixes.ts';

interface CellLineProps {
  readonly row: RejectedRow | null;
  readonly column: string | null;
  readonly original: string | null;
  /** Why the row was refused. */
  readonly message: string;
  /** Whether a line of which nothing else is known is hidden. */
  readonly isHidden: boolean;
  readonly aside: ReactNode;
  readonly isFixed: boolean;
  readonly menu: ReactNode;
  readonly state: SaveState;
  readonly onSave: () => void;
  readonly onUndo: (() => void) | null;
  readonly onRedo: (() => void) | null;
}

/** Under the rows: the active cell in words, what can be done about it, and whether all is saved. */
export function CellLine(props: CellLineProps) {
  const { row, column, original, message, isHidden, aside, isFixed, menu, state, onSave, onUndo, onRedo } = props;
  const t = useTranslations('app.rejected');
  const isRaw = row?.cells.every((cell) => cell === null) && row.record !== '';
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-t px-3 py-1.5 text-ui">
      <p className="min-w-0 flex-1 truncate text-ink-2">
        {row === null || column === null ? (
          <span className="text-ink-3">{t('hint')}</span>
        ) : isRaw ? (
          <span className="font-mono text-meta">
            {t('rawLine', { line: isHidden ? maskValue(readLine(row.record)) : readLine(row.record) })}
          </span>
        ) : (
          <>
            <span className="font-medium text-ink">{column}</span>
            {isFixed && (
              <span className="font-mono text-meta"> · {t('original', { value: original ?? t('blank') })}</span>
            )}
            <span className="max-md:hidden"> · {message}</span>
          </>
        )}
      </p>
      {aside}
      {menu !== null && row !== null && (
        <Menu side="top" trigger={<IconButton icon={Ellipsis} label={t('actions')} />}>
          {menu}
        </Menu>
      )}
      <IconButton
        icon={Undo2}
        label={t('undo')}
        shortcut="mod+z"
        disabled={onUndo === null}
        onClick={onUndo ?? undefined}
      />
      <IconButton icon={Redo2} label={t('redo')} disabled={onRedo === null} onClick={onRedo ?? undefined} />
      <SavedSign state={state} onSave={onSave} />
    </div>
  );
}

function SavedSign({ state, onSave }: { state: SaveState; onSave: () => void }) {
  const t = useTranslations('app.rejected');
  if (state === 'failed')
    return (
      <button
        type="button"
        onClick={onSave}
        className="inline-flex min-h-6 items-center gap-1.5 font-medium text-error"
      >
        <CircleX aria-hidden className="size-4" />
        {t('unsaved')} · {t('retrySave')}
      </button>
    );
  return (
    <span role="status" className="inline-flex w-24 items-center justify-end gap-1.5 text-ink-3">
      {state === 'saving' ? (
        <Spinner className="animate-appear" />
      ) : (
        <CircleCheck aria-hidden className="size-4 text-success" />
      )}
      {t(state)}
    </span>
  );
}

function readLine(record: string): string {
  try {
    const parsed: unknown = JSON.parse(record);
    return typeof parsed === 'object' && parsed !== null && 'line' in parsed ? String(parsed.line) : record;
  } catch {
    return record;
  }
}
