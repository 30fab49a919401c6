import { createServer } from 'node:net';

/** The first port from `preferred` on that nothing listens on and `taken` does not hold. */
export async function choosePort(host: string, preferred: number, taken: readonly number[] = []): Promise<number> {
  for (let port = preferred; port < preferred + 100; port++) {
    if (!taken.includes(port) && (await isPortFree(host, port))) return port;
  }
  throw new Error(`No free port between ${preferred} and ${preferred + 99}.`);
}

export function isPortFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
