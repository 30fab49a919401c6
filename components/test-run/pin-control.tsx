import { Pencil, Pin, PinOff, TriangleAlert } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { useShownPin } from './use-pin.ts';
import { useTogglePin } from './use-toggle-pin.ts';

/** Pins the output of a step that the preview shows, or says that it is pinned and lets one edit it or let it go. */
export function PinControl({ nodeId }: { nodeId: string }) {
  const t = useTranslations('builder.testRun');
  const format = useFormatter();
  const store = useBuilderStore();
  const pin = useShownPin();
  const toggle = useTogglePin();
  const readOnly = useBuilder((state) => state.readOnly);
  const hasOutput = useBuilder(({ graph }) => {
    const kind = graph.nodes.find(({ id }) => id === nodeId)?.kind;
    return kind !== undefined && getNodeDefinition(kind).outputs.length > 0;
  });
  if (!hasOutput || (readOnly && pin === null)) return null;
  if (pin === null) return <IconButton icon={Pin} label={t('pin')} shortcut="p" onClick={toggle} />;
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
