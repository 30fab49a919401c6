import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What an API was given over one path. */
export interface Sink {
  /** How often each row took effect, by its id. */
  readonly rows: Map<number, number>;
  batches: number;
  /** Batches that came with a key that was known, and had no effect. */
  repeated: number;
}

export interface TestApi {
  readonly url: string;
  /** Numbers of the pages that were asked for, in order. */
  readonly pagesRead: number[];
  /** Of `/honours/<name>`, which knows idempotency keys, or `/ignores/<name>`, which does not. */
  readonly sink: (path: string) => Sink;
  readonly close: () => Promise<void>;
}

export interface ApiRows {
  readonly firstId: number;
  readonly pages: number;
  readonly perPage: number;
  readonly pageMs: number;
  readonly batchMs: number;
}

/** An API that gives rows page by page and takes rows in batches. A batch takes effect before it is answered. */
export async function startApi({ firstId, pages, perPage, pageMs, batchMs }: ApiRows): Promise<TestApi> {
  const pagesRead: number[] = [];
  const sinks = new Map<string, Sink>();
  const answers = new Set<string>();
  const sink = (path: string): Sink => {
    const found = sinks.get(path) ?? { rows: new Map<number, number>(), batches: 0, repeated: 0 };
    sinks.set(path, found);
    return found;
  };
  const readPage = (number: number) => {
    pagesRead.push(number);
    if (number > pages) return [];
    return Array.from({ length: perPage }, (_, index) => {
      const id = firstId + (number - 1) * perPage + index;
      return { id, name: `api ${id}` };
    });
  };
  const take = (path: string, key: string, rows: readonly { id: number }[]) => {
    const into = sink(path);
    into.batches += 1;
    if (path.startsWith('/honours') && answers.has(key)) into.repeated += 1;
    else for (const { id } of rows) into.rows.set(id, (into.rows.get(id) ?? 0) + 1);
    answers.add(key);
    return { taken: rows.length };
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://api');
    const body = await readBody(request).catch(() => null);
    if (body === null) return;
    const key = `${url.pathname} ${request.headers['idempotency-key'] ?? ''}`;
    const answer =
      request.method === 'GET'
        ? { rows: readPage(Number(url.searchParams.get('page'))) }
        : take(url.pathname, key, JSON.parse(body) as { id: number }[]);
    await delay(request.method === 'GET' ? pageMs : batchMs);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    pagesRead,
    sink,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
