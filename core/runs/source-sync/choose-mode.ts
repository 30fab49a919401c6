import type { SourceSync } from '#core/graph/nodes/source-sync.ts';
import { changesMode } from './changes.ts';
import { incrementalMode } from './incremental.ts';
import { snapshotMode } from './snapshot.ts';
import type { SyncMode } from './sync-reading.ts';

/** What performs the sync settings of a source; null: everything is read every time, and nothing remembered. */
export function chooseMode(sync: SourceSync): SyncMode | null {
  switch (sync.mode) {
    case 'full':
      return null;
    case 'incremental':
      return incrementalMode(sync);
    case 'changes':
      return changesMode(sync);
    case 'snapshot':
      return snapshotMode(sync);
  }
}
