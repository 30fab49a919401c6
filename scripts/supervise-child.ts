import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { styleText } from 'node:util';
import { formatLogLine } from './format-log-line.ts';

export interface ChildOptions {
  readonly name: string;
  /** Arguments to the runtime, the script first. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export interface SupervisedChild {
  /** Resolves when the process says that it is ready; rejects when it ends before it ever was. */
  readonly ready: Promise<void>;
  /** Asks it to end, and ends it when it does not. Never rejects. */
  stop(): Promise<void>;
}

const stopDeadlineMs = 10_000;
const firstDelayMs = 500;
const longestDelayMs = 15_000;
/** A process that ran this long starts again without delay. */
const steadyMs = 30_000;

/** Starts a process, shows what it says, and starts it again whenever it ends by itself. */
export function superviseChild({ name, command, environment }: ChildOptions): SupervisedChild {
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {});
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let failures = 0;

  const start = () => {
    const startedAt = Date.now();
    child = spawn(process.execPath, [...command], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    if (child.stdout) showLines(name, child.stdout);
    if (child.stderr) showLines(name, child.stderr);
    child.on('message', () => ready.resolve());
    child.once('exit', (code, signal) => {
      if (stopping) return;
      ready.reject(new Error(`${name} did not start.`));
      failures = Date.now() - startedAt > steadyMs ? 0 : failures + 1;
      const delayMs = failures === 0 ? 0 : Math.min(firstDelayMs * 2 ** (failures - 1), longestDelayMs);
      show(name, `ended unexpectedly (${signal ?? `code ${code}`}), starting again in ${delayMs / 1000} s`);
      timer = setTimeout(start, delayMs);
    });
  };

  const stop = async () => {
    stopping = true;
    clearTimeout(timer);
    const running = child;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    const deadline = setTimeout(() => running.kill('SIGKILL'), stopDeadlineMs);
    running.kill('SIGTERM');
    await ended;
    clearTimeout(deadline);
  };

  start();
  return { ready: ready.promise, stop };
}

/** One line on the terminal, marked with the process it comes from. */
export function show(name: string, line: string): void {
  console.log(`${styleText('dim', name.padEnd(10))} ${line}`);
}

function showLines(name: string, stream: Readable): void {
  createInterface({ input: stream }).on('line', (line) => show(name, formatLogLine(line)));
}
