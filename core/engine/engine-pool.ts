import { resolve } from 'node:path';
import { TelarError } from '#core/platform/telar-error.ts';
import { type EngineProcess, startEngineProcess } from './engine-process.ts';
import { type EngineSession, openSession } from './engine-session.ts';
import { readProcessMemory } from './read-process-memory.ts';

export interface PoolOptions {
  /** Idle children kept ready. */
  readonly warm: number;
  /** Sessions at one time; more wait their turn. */
  readonly maxSessions: number;
}

export interface OpenSessionOptions {
  /** Created when missing; the only place the session can read and write. */
  readonly folder: string;
  /** `memory` for previews; `file` for runs, so that rows beyond the limit spill to the folder. */
  readonly storage: 'memory' | 'file';
  /** DuckDB's own limit; see `killThresholdBytes` for what the whole child may take. */
  readonly memoryLimitMb: number;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
  /** 2 by default. */
  readonly threads?: number;
  /** Disk that spilled rows may take, 20 GB by default. */
  readonly maxSpillMb?: number;
}

export interface EnginePool {
  /** Waits for a free child; rejects with `run_cancelled` when `signal` aborts first. */
  readonly open: (options: OpenSessionOptions) => Promise<EngineSession>;
  /** Ends every child. */
  readonly close: () => Promise<void>;
}

const maxSessionsPerChild = 200;
const recycleAboveRssBytes = 220 * 1024 * 1024;

/** The pool of this process; children start with the first call. */
export function getEnginePool(): EnginePool {
  const holder = globalThis as typeof globalThis & { telarEnginePool?: EnginePool };
  holder.telarEnginePool ??= createEnginePool({ warm: 1, maxSessions: 8 });
  return holder.telarEnginePool;
}

export function createEnginePool({ warm, maxSessions }: PoolOptions): EnginePool {
  const idle: Promise<EngineProcess>[] = [];
  const all = new Set<Promise<EngineProcess>>();
  const sessionsOf = new WeakMap<EngineProcess, number>();
  const waiting: (() => void)[] = [];
  let busy = 0;
  let closed = false;

  const start = (): Promise<EngineProcess> => {
    const starting = startEngineProcess();
    all.add(starting);
    const forget = () => all.delete(starting);
    starting.then((engine) => engine.exited.then(forget), forget);
    return starting;
  };
  const topUp = (): void => {
    while (!closed && idle.length < warm) idle.push(start());
  };
  const takeChild = async (): Promise<EngineProcess> => {
    for (let next = idle.shift(); next !== undefined; next = idle.shift()) {
      const engine = await next.catch(() => null);
      if (engine?.isAlive()) return engine;
    }
    return start();
  };
  const takeTurn = async (signal?: AbortSignal): Promise<void> => {
    if (busy < maxSessions) {
      busy += 1;
      return;
    }
    await new Promise<void>((resolveTurn, reject) => {
      const turn = () => {
        signal?.removeEventListener('abort', leave);
        resolveTurn();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(turn), 1);
        reject(new TelarError('run_cancelled', { actor: 'user' }));
      };
      signal?.addEventListener('abort', leave, { once: true });
      waiting.push(turn);
    });
  };
  const passTurn = (): void => {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  };
  const giveBack = async (engine: EngineProcess): Promise<void> => {
    engine.holdOpen(false);
    const sessions = (sessionsOf.get(engine) ?? 0) + 1;
    sessionsOf.set(engine, sessions);
    const memory = await readProcessMemory(engine.pid);
    const fit = engine.isAlive() && memory !== null && memory.rssBytes < recycleAboveRssBytes;
    if (!closed && fit && sessions < maxSessionsPerChild && idle.length <= warm) idle.unshift(Promise.resolve(engine));
    else engine.kill(new TelarError('engine_crashed', { actor: 'nobody', retryable: true }));
    topUp();
  };
  topUp();

  return {
    open: async ({ folder, threads = 2, maxSpillMb = 20_000, ...options }) => {
      if (options.signal?.aborted) throw new TelarError('run_cancelled', { actor: 'user' });
      await takeTurn(options.signal);
      const engine = await takeChild().catch((error: unknown) => {
        passTurn();
        throw error;
      });
      topUp();
      engine.holdOpen(true);
      const complete = { ...options, folder: resolve(folder), threads, maxSpillMb };
      return openSession(engine, complete, () => {
        void giveBack(engine).finally(passTurn);
      });
    },
    close: async () => {
      closed = true;
      const engines = await Promise.allSettled(all);
      for (const engine of engines) {
        if (engine.status !== 'fulfilled') continue;
        engine.value.holdOpen(true);
        engine.value.kill(new TelarError('engine_crashed', { actor: 'nobody', retryable: true }));
        await engine.value.exited;
      }
    },
  };
}
