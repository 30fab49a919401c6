import { FlaskConical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { findNextTarget, testToHere } from './run-test.ts';

/** Leads on with the rows that are picked: to the target that they come to. */
export function PickedActions({ nodeId }: { nodeId: string }) {
  const t = useTranslations('builder.testRun');
  const store = useBuilderStore();
  const count = useBuilder(({ picked }) => (picked?.nodeId === nodeId ? picked.places.length : 0));
  const target = useBuilder(({ graph }) => findNextTarget(graph, nodeId));
  if (count === 0 || target === null) return null;
  return (
    <Button size="small" variant="primary" icon={FlaskConical} onClick={() => void testToHere(store, target)}>
      {t('testWith', { count })}
    </Button>
  );
}
