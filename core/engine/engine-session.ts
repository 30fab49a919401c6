import type { SqlQuery } from '#core/compiler/sql.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { EngineProcess } from './engine-process.ts';
import type { ColumnDescription, OpenOptions, QueriedRows } from './engine-protocol.ts';
import type { ProtectionKeys } from './protect/protect-value.ts';
import { readProcessMemory } from './read-process-memory.ts';

const pollIntervalMs = 50;
/** The driver, the runtime and allocations DuckDB does not count, on top of its own limit. */
const overheadMb = 320;
/** What the engine may momentarily take beyond its limit before it counts as a runaway. */
const toleranceFactor = 1.25;

export interface SessionOptions extends OpenOptions {
  /** Counted from opening; the child is killed when it has passed. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

/** A private database in a child process. Every method rejects with a TelarError. */
export interface EngineSession {
  readonly execute: (query: SqlQuery) => Promise<{ rowsChanged: number }>;
  /** At most `maxRows` rows, 1,000 by default; further rows are never computed where the query allows. */
  readonly queryRows: (query: SqlQuery, maxRows?: number) => Promise<QueriedRows>;
  readonly describe: (query: SqlQuery) => Promise<ColumnDescription[]>;
  /** Gives the child the keys of the workspace, which steps that protect values need. They are in no query. */
  readonly provideKeys: (keys: ProtectionKeys) => Promise<void>;
  /** Most resident memory of the child so far, the runtime's own share (about 100 MB) included. */
  readonly peakRssBytes: () => number;
  /** Gives the child back. Safe to call twice and after `kill`. */
  readonly close: () => Promise<void>;
  /** Ends the child at once, whatever it is doing. */
  readonly kill: () => void;
}

/** Resident memory at which a child is killed, for a given engine limit. */
export function killThresholdBytes(memoryLimitMb: number): number {
  return (memoryLimitMb * toleranceFactor + overheadMb) * 1024 * 1024;
}

/** Opens a session on a child; `onEnd` is called exactly once, when the child is free or dead. */
export async function openSession(
  engine: EngineProcess,
  options: SessionOptions,
  onEnd: () => void,
): Promise<EngineSession> {
  const { deadlineMs, signal, ...openOptions } = options;
  const watch = watchProcess(engine, options);
  let ended = false;
  const finish = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    await engine.call({ operation: 'close' }).catch(() => undefined);
    await watch.stop();
    onEnd();
  };
  try {
    await engine.call({ operation: 'open', ...openOptions });
  } catch (error) {
    await finish();
    throw error;
  }
  return {
    execute: ({ text, values }) =>
      engine.call({ operation: 'execute', text, values }) as Promise<{ rowsChanged: number }>,
    queryRows: ({ text, values }, maxRows = 1000) =>
      engine.call({ operation: 'queryRows', text, values, maxRows }) as Promise<QueriedRows>,
    describe: ({ text, values }) =>
      engine.call({ operation: 'describe', text, values }) as Promise<ColumnDescription[]>,
    provideKeys: async (keys) => {
      await engine.call({ operation: 'provideKeys', keys });
    },
    peakRssBytes: watch.peakRssBytes,
    close: finish,
    kill: () => engine.kill(new TelarError('run_cancelled', { actor: 'user' })),
  };
}

/** Kills the child when it takes too much memory, passes its deadline or is no longer wanted. */
function watchProcess(engine: EngineProcess, { memoryLimitMb, deadlineMs, signal }: SessionOptions) {
  let peakRssBytes = 0;
  const limitBytes = killThresholdBytes(memoryLimitMb);
  const measure = async (): Promise<void> => {
    const memory = await readProcessMemory(engine.pid);
    if (memory === null) return;
    peakRssBytes = Math.max(peakRssBytes, memory.peakRssBytes);
    if (memory.rssBytes > limitBytes) {
      engine.kill(new TelarError('engine_memory_exceeded', { actor: 'user', params: { limitMb: memoryLimitMb } }));
    }
  };
  const poll = setInterval(measure, pollIntervalMs);
  const deadline = setTimeout(() => {
    const seconds = Math.round(deadlineMs / 1000);
    engine.kill(new TelarError('engine_deadline_exceeded', { actor: 'user', params: { seconds } }));
  }, deadlineMs);
  const cancel = (): void => engine.kill(new TelarError('run_cancelled', { actor: 'user' }));
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  return {
    peakRssBytes: () => peakRssBytes,
    stop: async (): Promise<void> => {
      clearInterval(poll);
      clearTimeout(deadline);
      signal?.removeEventListener('abort', cancel);
      await measure();
    },
  };
}
