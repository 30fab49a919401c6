import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { TelarError } from '#core/platform/telar-error.ts';
import type { EngineAnswer, EngineOperation, EngineReady } from './engine-protocol.ts';
import { translateEngineError } from './translate-engine-error.ts';

/** One child running the engine. Calls reject with a TelarError; after `kill` or a crash every call does. */
export interface EngineProcess {
  readonly pid: number;
  readonly isAlive: () => boolean;
  readonly call: (operation: EngineOperation) => Promise<unknown>;
  /** Ends the child at once; pending and later calls reject with `reason`. */
  readonly kill: (reason: TelarError) => void;
  /** Whether the child keeps this process's event loop alive. Idle children do not. */
  readonly holdOpen: (held: boolean) => void;
  readonly exited: Promise<void>;
}

interface PendingCall {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: TelarError) => void;
}

/** Starts a child and resolves when the engine is loaded in it. */
export async function startEngineProcess(): Promise<EngineProcess> {
  const child = forkChild();
  const pending = new Map<number, PendingCall>();
  let endedBy: TelarError | null = null;
  let nextId = 1;

  const end = (reason: TelarError): void => {
    endedBy ??= reason;
    for (const call of pending.values()) call.reject(endedBy);
    pending.clear();
  };
  const exited = new Promise<void>((resolve) => {
    child.once('error', (cause) => {
      end(new TelarError('engine_crashed', { actor: 'admin', retryable: true, status: 500, cause }));
      resolve();
    });
    child.once('exit', () => {
      end(new TelarError('engine_crashed', { actor: 'nobody', retryable: true, status: 500 }));
      resolve();
    });
  });
  child.on('message', (message: EngineAnswer | EngineReady) => {
    if ('ready' in message) return;
    const call = pending.get(message.id);
    pending.delete(message.id);
    if ('error' in message) call?.reject(translateEngineError(message.error));
    else call?.resolve(message.result);
  });

  await untilReady(child, exited);
  if (endedBy !== null) throw endedBy;
  const engine: EngineProcess = {
    pid: child.pid as number,
    isAlive: () => endedBy === null,
    exited,
    holdOpen: (held) => {
      if (held) child.ref();
      else child.unref();
      if (held) child.channel?.ref();
      else child.channel?.unref();
    },
    kill: (reason) => {
      end(reason);
      child.kill('SIGKILL');
    },
    call: (operation) =>
      new Promise((resolve, reject) => {
        if (endedBy !== null) return reject(endedBy);
        const id = nextId++;
        pending.set(id, { resolve, reject });
        child.send({ id, ...operation }, () => undefined);
      }),
  };
  engine.holdOpen(false);
  return engine;
}

function untilReady(child: ChildProcess, exited: Promise<void>): Promise<void> {
  return Promise.race([exited, new Promise<void>((resolve) => child.once('message', () => resolve()))]);
}

function forkChild(): ChildProcess {
  // The path is kept from bundlers: the child runs from source, on the runtime that strips types.
  const root = process.cwd();
  return fork(join(/* turbopackIgnore: true */ root, 'core/engine/engine-child.ts'), [], {
    execPath: nodePath(root),
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=256'],
    // Nothing of the product's environment (addresses, secrets) reaches the engine.
    env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, TZ: 'UTC', MALLOC_ARENA_MAX: '2' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

function nodePath(root: string): string {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 24 ? process.execPath : join(/* turbopackIgnore: true */ root, 'node_modules/.bin/node');
}
