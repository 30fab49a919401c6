import { FlaskConical, Pin, PinOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { usePhone } from '#components/builder/use-phone.ts';
import { MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { isTarget, testToHere } from './run-test.ts';
import { findShownPin } from './use-pin.ts';
import { useTogglePin } from './use-toggle-pin.ts';

/** What can be tried at a step without anything being sent. */
export function TestItems({ nodeId }: { nodeId: string }) {
  const t = useTranslations('builder.testRun');
  const store = useBuilderStore();
  const isPhone = usePhone();
  const isPinned = useBuilder((state) => findShownPin(state) !== null);
  const toggle = useTogglePin();
  const isForTarget = useBuilder(({ graph }) => isTarget(graph, nodeId));
  const canPin = useBuilder(({ graph, preview }) => {
    const kind = graph.nodes.find(({ id }) => id === nodeId)?.kind;
    return kind !== undefined && getNodeDefinition(kind).outputs.length > 0 && preview.nodeId === nodeId;
  });
  // On a phone there is no preview for the rows of other steps.
  if (isPhone && !isForTarget) return null;
  return (
    <>
      <MenuItem icon={FlaskConical} shortcut="t" onSelect={() => void testToHere(store, nodeId)}>
        {t('testHere')}
      </MenuItem>
      {canPin && (
        <MenuItem icon={isPinned ? PinOff : Pin} shortcut="p" onSelect={toggle}>
          {t(isPinned ? 'unpin' : 'pin')}
        </MenuItem>
      )}
      <MenuSeparator />
    </>
  );
}
