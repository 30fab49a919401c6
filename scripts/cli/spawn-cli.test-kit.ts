import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface CliOutcome {
  readonly code: number | null;
  readonly output: string;
  readonly notes: string;
}

export interface SpawnOptions {
  /** Where the command is called. */
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Called with everything noted so far whenever there is more; may interrupt as Ctrl+C does. */
  readonly onNote?: (notes: string, interrupt: () => void) => void;
}

/** Runs `telar` as a process of its own, as a terminal does. */
export function spawnCli(args: readonly string[], { folder, environment, onNote }: SpawnOptions): Promise<CliOutcome> {
  const env = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', TELAR_LOG_LEVEL: '', ...environment };
  const child = spawn(process.execPath, [join(process.cwd(), 'scripts/telar.mjs'), ...args], { cwd: folder, env });
  let output = '';
  let notes = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    notes += chunk;
    onNote?.(notes, () => child.kill('SIGINT'));
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output, notes }));
  });
}
