import type { ComponentType } from 'react';
import type { NodeKind } from '#core/graph/graph.ts';
import type { AnyNodeForm } from './forms/form-registry.ts';

/** What shows the settings of a step: the panel, and the form of the step's kind in it. */
export interface LoadedPanel {
  readonly Open: ComponentType<{ nodeId: string; Form: AnyNodeForm }>;
  readonly Form: AnyNodeForm;
}

const loaded = new Map<NodeKind, LoadedPanel>();
const loading = new Map<NodeKind, Promise<void>>();

/** The settings of a kind, if they are here already. */
export function findNodePanel(kind: NodeKind): LoadedPanel | null {
  return loaded.get(kind) ?? null;
}

/** Brings the settings of a kind, once; without a connection they do not come, and a later call tries again. */
export function loadNodePanel(kind: NodeKind): Promise<void> {
  const known = loading.get(kind);
  if (known !== undefined) return known;
  const load = async () => {
    try {
      const [{ OpenPanel }, { loadNodeForm }] = await Promise.all([
        import('./open-panel.tsx'),
        import('./forms/form-registry.ts'),
      ]);
      loaded.set(kind, { Open: OpenPanel, Form: await loadNodeForm(kind) });
    } catch {
      loading.delete(kind);
    }
  };
  const promise = load();
  loading.set(kind, promise);
  return promise;
}
