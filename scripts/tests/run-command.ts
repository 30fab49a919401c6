import { spawn } from 'node:child_process';

/** Runs a command with its output shown, and resolves with its exit code (1 when a signal ended it). */
export function runCommand(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: environment });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
