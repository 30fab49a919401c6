import { useMemo } from 'react';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import { listNodeDefinitions } from '#core/graph/node-registry.ts';
import type { PaletteEntry } from './search-kinds.ts';

/** Every node kind with its words in the reader's language. */
export function usePaletteEntries(): PaletteEntry[] {
  const text = useNodeText();
  return useMemo(
    () =>
      listNodeDefinitions().map(({ kind, category }) => ({
        kind,
        category,
        name: text.nameKind(kind),
        description: text.describeKind(kind),
        keywords: text.listKeywords(kind),
      })),
    [text],
  );
}
