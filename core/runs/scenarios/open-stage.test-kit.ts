import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { flushRequestLog } from '#core/egress/request-log.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { emptyGraph, type Graph, type GraphNode } from '#core/graph/graph.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestWarehouse, type TestWarehouse } from '../create-test-warehouse.ts';
import { openArtifact } from '../open-artifact.ts';

/** What came in over the wire. */
export interface Heard {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** A warehouse, a server that speaks HTTP on its own port, and files: what the scenarios of the weekly jobs play on. */
export interface Stage {
  readonly shop: () => TestWarehouse;
  /** Address of a path on the server. */
  readonly at: (path: string) => string;
  /** What the server answers from now on; every test begins with 404 for everything. */
  readonly answer: (respond: (heard: Heard) => Answer) => void;
  /** Requests since the test began. */
  readonly heard: Heard[];
  /** Uploads a file; answers its id. */
  readonly storeFile: (name: string, bytes: Uint8Array | string) => Promise<string>;
  /** Bytes of the file that a run made. */
  readonly readFile: (runId: string, nodeId: string) => Promise<Buffer>;
  readonly query: (sql: string) => Promise<Record<string, unknown>[]>;
}

/** For the top of a test file. Schemas `shop` and `public` of the warehouse are the test's own. */
export function openStage(): Stage {
  provideTestDatabase();
  let shop: TestWarehouse;
  let server: Server;
  let respond: (heard: Heard) => Answer = () => ({ status: 404 });
  const heard: Heard[] = [];
  beforeAll(async () => {
    process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
    shop = await createTestWarehouse();
    server = createServer(async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://local');
      const entry = { method: request.method ?? '', url, headers: request.headers, body: await text(request) };
      heard.push(entry);
      const { status = 200, headers = {}, body = {} } = respond(entry);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  beforeEach(async () => {
    heard.length = 0;
    respond = () => ({ status: 404 });
    await getDatabase().nodeState.deleteMany();
    await getDatabase().sourceLook.deleteMany();
    await shop.client.query('DROP SCHEMA shop CASCADE; CREATE SCHEMA shop');
  });
  afterAll(async () => {
    await flushRequestLog();
    server.closeAllConnections();
    server.close();
    await shop.drop();
    await getEnginePool().close();
  });
  return {
    shop: () => shop,
    at: (path) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    answer: (next) => {
      respond = next;
    },
    heard,
    storeFile: async (name, bytes) => {
      const { workspaceId } = shop;
      const id = createId('file');
      const blobKey = `files/${workspaceId}/${id}`;
      await getBlobStore().put(blobKey, Readable.from([Buffer.from(bytes)]));
      const sizeBytes = Buffer.byteLength(bytes);
      await getDatabase().file.create({ data: { id, workspaceId, name, sizeBytes, blobKey, sha256: id } });
      return id;
    },
    readFile: async (runId, nodeId) => buffer((await openArtifact(shop.workspaceId, runId, nodeId)).bytes),
    query: async (sql) => (await shop.client.query(sql)).rows,
  };
}

/** Edges as `from>to`, with ports behind points where they are not `rows`: `prices.rows>convert.rates`. */
export function connectNodes(nodes: readonly GraphNode[], edges: readonly string[]): Graph {
  const place = (text: string) => {
    const [node = '', port = 'rows'] = text.split('.');
    return { node, port };
  };
  const toEdge = (edge: string, index: number) => {
    const [from = '', to = ''] = edge.split('>');
    return { id: `e${index}`, from: place(from), to: place(to) };
  };
  return { ...emptyGraph, nodes: [...nodes], edges: edges.map(toEdge) };
}
