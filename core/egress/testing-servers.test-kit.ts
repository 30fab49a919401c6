import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';

/** Open, in the place of public addresses: a server of HTTP, and one that hangs up. */
export const openAddress = '127.9.9.9';
export const openSilentAddress = '127.9.9.8';

export interface TestServers {
  /** The same for all. */
  readonly port: number;
  /** How often each was connected to. The canary is inside: on 127.0.0.1 and ::1. */
  readonly hits: { canary: number; open: number; silent: number };
  readonly close: () => void;
}

export async function startTestServers(): Promise<TestServers> {
  const hits = { canary: 0, open: 0, silent: 0 };
  const open = createRedirectingServer(() => {
    hits.open += 1;
  });
  const port = await listen(open, openAddress, 0);
  const silent = createServer((socket) => {
    hits.silent += 1;
    socket.on('error', () => undefined).destroy();
  });
  await listen(silent, openSilentAddress, port);
  const canaries = ['127.0.0.1', '::1'].map(async (host) => {
    const canary = createServer((socket) => {
      hits.canary += 1;
      socket.on('error', () => undefined).end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]');
    });
    await listen(canary, host, port);
    return canary;
  });
  const all = [open, silent, ...(await Promise.all(canaries))];
  return {
    port,
    hits,
    close: () => {
      for (const server of all) server.close();
    },
  };
}

/** Redirects from `/to/<status>/<encoded address>`, and names a next page from `/page/200/<…>`. Keeps no connection, so that every request resolves anew. */
function createRedirectingServer(onHit: () => void): HttpServer {
  return createHttpServer((request, response) => {
    onHit();
    const [, way, status, target = ''] = /^\/(to|page)\/(\d+)\/([^?]+)/.exec(request.url ?? '') ?? [];
    const address = decodeURIComponent(target);
    response.setHeader('connection', 'close');
    if (way === 'to') response.writeHead(Number(status), { location: toHeader(address) }).end();
    else if (way === 'page') response.end(JSON.stringify({ items: [{ id: '1' }], next: address }));
    else response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
  });
}

/** As bytes of UTF-8, which servers write; a header holds no controls. */
function toHeader(url: string): string {
  return Buffer.from(url.replaceAll(/[\t\n]/g, (control) => encodeURIComponent(control))).toString('latin1');
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
