import { CircleSlash, CopyCheck, RotateCcw, Undo2, Workflow } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { MenuItem, MenuSeparator } from '#components/ui/menu.tsx';

const shownCharacters = 32;

export interface CellActions {
  /** The value as it came. */
  readonly original: string | null;
  readonly isFixed: boolean;
  readonly isDismissed: boolean;
  readonly canKeepRule: boolean;
  readonly onFillSame: () => void;
  readonly onKeepRule: () => void;
  readonly onRevert: () => void;
  readonly onDismiss: () => void;
}

/** What can be made of a fix, and of the row it is in. */
export function CellMenu(actions: CellActions) {
  const { original, isFixed, isDismissed, canKeepRule } = actions;
  const t = useTranslations('app.rejected');
  const text = original ?? t('blank');
  const value = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
  return (
    <>
      <MenuItem icon={CopyCheck} disabled={!isFixed} onSelect={actions.onFillSame}>
        {t('fillAny', { value })}
      </MenuItem>
      <MenuItem icon={Workflow} disabled={!isFixed || !canKeepRule} onSelect={actions.onKeepRule}>
        {t('keepRule')}
      </MenuItem>
      <MenuItem icon={Undo2} disabled={!isFixed} onSelect={actions.onRevert}>
        {t('revert')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={isDismissed ? RotateCcw : CircleSlash} onSelect={actions.onDismiss}>
        {t(isDismissed ? 'reopen' : 'dismiss')}
      </MenuItem>
    </>
  );
}
