import { TelarError } from '#core/platform/telar-error.ts';
import type { OpaqueState } from '../node-states.ts';
import type { ChangesState } from './changes.ts';
import type { IncrementalState } from './incremental.ts';
import type { SnapshotState } from './snapshot.ts';

/** A sentence under `builder.state` with its values. */
export interface StateSentence {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What a state means, in words. */
export function describeState(state: OpaqueState | null): StateSentence {
  const cursor = readCursor(state);
  if (cursor !== null) return { key: 'upTo', values: { field: cursor.field, value: cursor.value } };
  if (state?.mode === 'snapshot')
    return { key: 'compared', values: { rows: (state as unknown as SnapshotState).rows } };
  if (state?.mode === 'changes')
    return { key: 'followed', values: { position: (state as unknown as ChangesState).position.split('@')[0] ?? '' } };
  return { key: 'nothing', values: {} };
}

/** What the next run reads when it starts from the state. */
export function describeReading(state: OpaqueState | null): StateSentence {
  const cursor = readCursor(state);
  if (cursor !== null) return { key: 'readsFrom', values: { field: cursor.field, value: cursor.value } };
  if (state?.mode === 'snapshot')
    return { key: 'comparesWith', values: { rows: (state as unknown as SnapshotState).rows } };
  if (state?.mode === 'changes')
    return {
      key: 'followsFrom',
      values: { position: (state as unknown as ChangesState).position.split('@')[0] ?? '' },
    };
  return { key: 'readsAll', values: {} };
}

/** The field and value that reading has come to; null where there is no such thing. */
export function readCursor(state: OpaqueState | null): { readonly field: string; readonly value: string } | null {
  if (state?.mode !== 'incremental') return null;
  const { field, cursor } = state as unknown as IncrementalState;
  return cursor === null ? null : { field, value: cursor };
}

/** The state from which everything from the value on is read again. Throws `state_value_invalid`, `state_without_cursor`. */
export function rewindToValue(state: OpaqueState | null, value: string): OpaqueState {
  if (state?.mode !== 'incremental') throw new TelarError('state_without_cursor', { status: 422 });
  const incremental = state as unknown as IncrementalState;
  const isValid = {
    datetime: () => !Number.isNaN(Date.parse(value)),
    date: () => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)),
    integer: () => /^-?\d{1,18}$/.test(value),
    decimal: () => /^-?\d{1,28}(\.\d{1,10})?$/.test(value),
    number: () => value.trim() !== '' && Number.isFinite(Number(value)),
    text: () => true,
    boolean: () => false,
    json: () => false,
  }[incremental.type]();
  if (!isValid)
    throw new TelarError('state_value_invalid', { params: { value, field: incremental.field }, status: 422 });
  const cursor = incremental.type === 'datetime' ? new Date(value).toISOString() : value;
  const blobKeys = (incremental.blobKeys ?? []).filter((key) => key !== incremental.window);
  return { ...incremental, cursor, from: cursor, window: null, blobKeys };
}
