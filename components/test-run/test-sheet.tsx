import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { usePersonalData } from '#components/preview/use-personal-data.ts';
import { usePreview } from '#components/preview/use-preview.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { TestPane } from './test-pane.tsx';

/** A test on a phone, where there is no room for the preview below the canvas. */
export function TestSheet() {
  const nodeId = useBuilder((state) => state.test?.nodeId ?? null);
  return nodeId === null ? null : <OpenSheet nodeId={nodeId} />;
}

function OpenSheet({ nodeId }: { nodeId: string }) {
  const store = useBuilderStore();
  const name = useBuilder(({ graph }) => graph.nodes.find(({ id }) => id === nodeId)?.name ?? '');
  const { isHidden } = usePersonalData(nodeId);
  usePreview(store, nodeId);
  return (
    <Dialog open onOpenChange={(open) => !open && store.getState().set({ test: null })} title={name}>
      <div className="-mx-5 flex h-[60dvh] min-h-0 flex-col border-line border-y">
        <TestPane nodeId={nodeId} isHidden={isHidden} />
      </div>
    </Dialog>
  );
}
