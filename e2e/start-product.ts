import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createTestDatabase } from '#core/platform/create-test-database.ts';
import { productFile } from './product.ts';

const dataDir = resolve('test-results/product');

/** Starts the whole product on a database of its own, as `npm start` does, and stops it after the last test. */
export default async function startProduct(): Promise<() => Promise<void>> {
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const database = await createTestDatabase({ migrated: false });
  const warehouse = await createTestDatabase({ migrated: false });
  const supervisor = spawn(process.execPath, ['scripts/supervisor.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      TELAR_DATA_DIR: dataDir,
      TELAR_EGRESS_ALLOW: '127.0.0.1',
      TELAR_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await readAddress(supervisor);
  writeFileSync(productFile, JSON.stringify({ url, databaseUrl: database.url, warehouseUrl: warehouse.url, dataDir }));
  return async () => {
    await stop(supervisor);
    await database.drop();
    await warehouse.drop();
  };
}

/** The address the supervisor prints when the first page answers. */
function readAddress(supervisor: ChildProcess): Promise<string> {
  return new Promise((resolveAddress, reject) => {
    const lines: string[] = [];
    supervisor.on('exit', (code) => reject(new Error(`The product ended with ${code}:\n${lines.join('\n')}`)));
    if (supervisor.stdout === null) return;
    createInterface({ input: supervisor.stdout }).on('line', (line) => {
      lines.push(line);
      const address = /Open (http:\S+)/.exec(line)?.[1];
      if (address !== undefined) resolveAddress(address);
    });
  });
}

function stop(supervisor: ChildProcess): Promise<void> {
  return new Promise((resolveStop) => {
    supervisor.once('exit', () => resolveStop());
    supervisor.kill('SIGTERM');
  });
}
