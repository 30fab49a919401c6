import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFiles, isStale } from './hash-files.ts';

const buildInputs = [
  ...['app', 'components', 'core', 'connectors', 'messages', 'public', 'prisma/schema'].map(
    (folder) => `${folder}/**/*`,
  ),
  ...['next.config.js', 'postcss.config.mjs', 'package.json', 'package-lock.json'],
];

/** Generates the Prisma client when its schema has changed; answers whether it had. */
export async function generateWhenStale(): Promise<boolean> {
  const stampPath = 'prisma/generated/.stamp';
  const stamp = hashFiles(['prisma/schema/*.prisma', 'package-lock.json']);
  if (!isStale(stampPath, stamp)) return false;
  // The command checks that an engine exists, but generating does not run it.
  await run(['node_modules/prisma/build/index.js', 'generate'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath });
  await writeFile(stampPath, stamp);
  return true;
}

/** Builds the web app when anything it is made of has changed; answers whether it had. */
export async function buildWhenStale(): Promise<boolean> {
  const stampPath = join(process.env.TELAR_NEXT_DIR ?? '.next', 'telar-stamp');
  const stamp = hashFiles(buildInputs);
  if (!isStale(stampPath, stamp)) return false;
  await run(['node_modules/next/dist/bin/next', 'build'], { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
  await writeFile(stampPath, stamp);
  return true;
}

/** Runs a command quietly; its output is shown only when it fails, in the error. */
function run(command: readonly string[], environment: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...command], { env: { ...process.env, ...environment } });
    const stop = () => child.kill();
    process.once('exit', stop);
    let output = '';
    const collect = (chunk: Buffer) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('exit', stop);
      if (code === 0) resolve();
      else reject(new Error(`${command.join(' ')} failed.\n${output}`));
    });
  });
}
