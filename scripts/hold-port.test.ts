import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { holdNextPort, holdPort } from './hold-port.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A port that nothing uses at the moment, far from the usual ones. */
async function findBase(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** A process that holds the next port from `base` on and listens to nothing; answers which. */
async function startHolder(base: number): Promise<{ port: number; child: ChildProcess }> {
  const script = `import('${new URL('./hold-port.ts', import.meta.url).href}').then(async ({ holdNextPort }) => {
    process.stdout.write(String(await holdNextPort('127.0.0.1', ${base})));
    setInterval(() => {}, 1000);
  })`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [text] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { port: Number(String(text)), child };
}

it('gives processes that start at once a port each, before any of them listens', async () => {
  const base = await findBase();
  const holders = await Promise.all([startHolder(base), startHolder(base), startHolder(base)]);
  expect(new Set(holders.map(({ port }) => port)).size).toBe(3);
});

it('takes over the port of a process that is gone, and none that something listens on', async () => {
  const base = await findBase();
  const { port, child } = await startHolder(base);
  expect(await holdPort('127.0.0.1', port)).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await holdPort('127.0.0.1', port)).toBe(true);
  const server = createServer().listen(port + 1, '127.0.0.1');
  await once(server, 'listening');
  expect(await holdNextPort('127.0.0.1', port + 1)).toBeGreaterThan(port + 1);
  server.close();
});
