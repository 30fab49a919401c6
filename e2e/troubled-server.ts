import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const answers: Record<string, { status: number; headers?: Record<string, string>; body: string }> = {
  '/limited': { status: 429, headers: { 'retry-after': '120' }, body: '{"error":"slow down"}' },
  '/failing': { status: 500, headers: { 'retry-after': '0' }, body: 'database gone' },
  '/broken': { status: 200, headers: { 'content-type': 'application/json' }, body: '[{"id": 1},\n{"id": ' },
  '/page': { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' },
};

export interface TroubledServer {
  readonly url: string;
  readonly stop: () => void;
}

/** An API on which everything goes wrong, each path in its own way. */
export async function startTroubledServer(): Promise<TroubledServer> {
  const server: Server = createServer((request, response) => {
    const { status, headers, body } = answers[request.url ?? ''] ?? { status: 404, body: '' };
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}
