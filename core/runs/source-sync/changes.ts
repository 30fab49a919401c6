import type { ChangesStart } from '#connectors/kit/connector.ts';
import { identifier, sql } from '#core/compiler/sql.ts';
import type { ChangesSync } from '#core/graph/nodes/source-sync.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { nameSlot, registerSlot } from '../change-slots/register-slot.ts';
import type { OpaqueState } from '../node-states.ts';
import { queryCount } from '../stored-rows.ts';
import { rejectUnusableKeys } from './reject-keys.ts';
import type { SyncMode, SyncOutcome, SyncReading } from './sync-reading.ts';

/** What a source remembers whose own log is followed. */
export interface ChangesState extends OpaqueState {
  readonly mode: 'changes';
  /** Which log: that of another table or connection says nothing about this one. */
  readonly connectionId: string;
  readonly schema: string;
  readonly table: string;
  readonly slot: string;
  readonly position: string;
}

/**
 * Reads everything once and then what the source's log tells of. The log is forgotten only up to a position that is
 * remembered together with the rows that were loaded, so a run that fails is told the same again.
 */
export function changesMode(sync: ChangesSync): SyncMode {
  return {
    findStart: async () => null,
    findChanges: async (reading) => {
      const slot = nameSlot(reading.pipelineId, reading.step.nodeId);
      const from = usableState(reading)?.position ?? null;
      if (!reading.dry) await registerSlot(reading, sync.maxLagMegabytes, from === null);
      return { slot, from, keys: sync.keys, keep: !reading.dry } satisfies ChangesStart;
    },
    settle: (reading, _since, position) => settle(reading, sync, position),
  };
}

function usableState({ state, step }: SyncReading): ChangesState | null {
  if (state?.mode !== 'changes') return null;
  const known = state as unknown as ChangesState;
  const { connectionId, schema, table } = step.settings;
  return known.connectionId === connectionId && known.schema === schema && known.table === table ? known : null;
}

async function settle(
  { session, step, pipelineId, dry }: SyncReading,
  { keys }: ChangesSync,
  position: string | null,
): Promise<SyncOutcome> {
  if (position === null && !dry) throw new TelarError('changes_unsupported', { nodeId: step.nodeId, status: 422 });
  const { connectionId = '', schema = '', table = '' } = step.settings as Readonly<Record<string, string>>;
  const slot = nameSlot(pipelineId, step.nodeId);
  const state: ChangesState = { mode: 'changes', connectionId, schema, table, slot, position: position ?? '' };
  // A key that is written in two ways, such as 1.0 and 1.00, brings its row twice.
  const { rejected, repeated } = await rejectUnusableKeys(session, step, keys, sql`rowid`);
  const rows = await queryCount(session, sql`SELECT count(*) FROM ${identifier(step.relation)}`);
  return { state, rows, unchanged: repeated, removed: 0, rejected };
}
