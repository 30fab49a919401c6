import type { SqlValue } from '#core/compiler/sql.ts';
import type { ProtectionKeys } from './protect/protect-value.ts';

/** What the parent asks of an engine child. Answers come in any order and carry the request's `id`. */
export type EngineRequest = { readonly id: number } & EngineOperation;

export type EngineOperation =
  | ({ readonly operation: 'open' } & OpenOptions)
  | ({ readonly operation: 'execute' | 'describe' } & Query)
  | ({ readonly operation: 'queryRows'; readonly maxRows: number } & Query)
  | { readonly operation: 'provideKeys'; readonly keys: ProtectionKeys }
  | { readonly operation: 'close' };

export interface OpenOptions {
  /** Absolute; the only place the session can read and write. */
  readonly folder: string;
  readonly storage: 'memory' | 'file';
  readonly memoryLimitMb: number;
  readonly threads: number;
  readonly maxSpillMb: number;
}

interface Query {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

export type EngineAnswer =
  | { readonly id: number; readonly result: unknown }
  /** `error` is the engine's own message; the parent translates it. */
  | { readonly id: number; readonly error: string };

/** Sent once, when the child has loaded the engine. */
export interface EngineReady {
  readonly ready: true;
}

export interface ColumnDescription {
  readonly name: string;
  readonly duckDbType: string;
}

/** Cells are JSON values: whole numbers beyond 32 bits, decimals and dates are text, datetimes ISO 8601 text in UTC. */
export interface QueriedRows {
  readonly fields: readonly ColumnDescription[];
  readonly rows: readonly (readonly unknown[])[];
}
