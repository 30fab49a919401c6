import { Pin } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { useShownPin } from './use-pin.ts';
import { useTogglePin } from './use-toggle-pin.ts';

const PinnedMenu = onDemand(async () => (await import('./pinned-menu.tsx')).PinnedMenu);

/** Pins the output of a step that the preview shows, or says that it is pinned and lets one edit it or let it go. */
export function PinControl({ nodeId }: { nodeId: string }) {
  const t = useTranslations('builder.testRun');
  const pin = useShownPin();
  const toggle = useTogglePin();
  const readOnly = useBuilder((state) => state.readOnly);
  const hasOutput = useBuilder(({ graph }) => {
    const kind = graph.nodes.find(({ id }) => id === nodeId)?.kind;
    return kind !== undefined && getNodeDefinition(kind).outputs.length > 0;
  });
  if (!hasOutput || (readOnly && pin === null)) return null;
  if (pin === null) return <IconButton icon={Pin} label={t('pin')} shortcut="p" onClick={toggle} />;
  return <PinnedMenu nodeId={nodeId} pin={pin} />;
}
