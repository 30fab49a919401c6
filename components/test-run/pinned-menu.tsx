import { Pencil, Pin, PinOff, TriangleAlert } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import type { PinState } from './use-pin.ts';
import { useTogglePin } from './use-toggle-pin.ts';

/** Says that a step is pinned, and lets one edit the pin or let it go. */
export function PinnedMenu({ nodeId, pin }: { nodeId: string; pin: PinState }) {
  const t = useTranslations('builder.testRun');
  const format = useFormatter();
  const store = useBuilderStore();
  const toggle = useTogglePin();
  const readOnly = useBuilder((state) => state.readOnly);
  const when = format.dateTime(new Date(pin.pinnedAt), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Menu
      trigger={
        <Button
          size="small"
          icon={pin.isStale ? TriangleAlert : Pin}
          className={pin.isStale ? 'text-warning' : 'text-accent'}
        >
          {t(pin.isStale ? 'pinnedStale' : 'pinnedRows', { rows: pin.rowCount })}
        </Button>
      }
    >
      <p className="max-w-72 px-2 py-1.5 text-ink-2 text-meta">
        {t(pin.isStale ? 'pinStaleText' : 'pinText')}{' '}
        <span className="text-ink-3">{t('pinnedBy', { who: pin.pinnedBy ?? 'none', when })}</span>
      </p>
      {!readOnly && (
        <>
          <MenuItem icon={Pencil} onSelect={() => store.getState().set({ pinEditing: { nodeId, port: pin.port } })}>
            {t('editPin')}
          </MenuItem>
          <MenuItem icon={PinOff} shortcut="p" onSelect={toggle}>
            {t('unpin')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
