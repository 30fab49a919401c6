import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import type { Extraction, LoadContext, ReadContext, ResolvedConnection } from '#connectors/kit/connector.ts';
import type { Field } from '#core/graph/field-type.ts';
import { postgresSource as sourceNode } from '#core/graph/nodes/postgres-source.ts';
import { type PostgresTargetSettings, postgresTarget as targetNode } from '#core/graph/nodes/postgres-target.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';

const serverUrl = process.env.TELAR_TEST_DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

/** A database of its own on the test server, with contexts to run the connectors against it. */
export interface TestServer {
  readonly client: Client;
  readonly connection: ResolvedConnection;
  readonly folder: string;
  readonly readContext: (
    settings: Partial<TableSourceSettings>,
    options?: Partial<ReadContext<TableSourceSettings>>,
  ) => ReadContext<TableSourceSettings>;
  /** `rows` is the CSV text of the node's input. */
  readonly loadContext: (
    settings: Partial<PostgresTargetSettings>,
    fields: readonly Field[],
    rows: string | Iterable<string>,
    options?: Partial<LoadContext<PostgresTargetSettings>>,
  ) => LoadContext<PostgresTargetSettings>;
  readonly drop: () => Promise<void>;
}

export async function createTestServer(name: string): Promise<TestServer> {
  const database = `telar_connectors_${name}`;
  const admin = await connect(serverUrl);
  await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${database}`);
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  const client = await connect(url.href);
  const folder = await mkdtemp(join(tmpdir(), 'telar-connectors-'));
  const connection = toConnection(url);
  const base = { connection, folder, signal: new AbortController().signal, event: null, ...unusedServices };
  return {
    client,
    connection,
    folder,
    readContext: (settings, options) => ({ ...base, settings: { ...sourceNode.defaults, ...settings }, ...options }),
    loadContext: (settings, fields, rows, options) => ({
      ...base,
      settings: { ...targetNode.defaults, ...settings },
      fields,
      allowRemovals: false,
      key: { runId: `run_${crypto.randomUUID()}`, nodeId: 'target' },
      exportRows: async (_format, path) => {
        await pipeline(Readable.from(typeof rows === 'string' ? [rows] : rows), createWriteStream(path));
        return 0;
      },
      ...options,
    }),
    drop: async () => {
      await client.end();
      await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
      await admin.end();
      await rm(folder, { recursive: true });
    },
  };
}

/** What the engine would read: the bytes that come through the pipe. */
export async function readExtraction({ scan, feed }: Extraction): Promise<string> {
  const path = 'path' in scan ? scan.path : '';
  const [text] = await Promise.all([readFile(path, 'utf8'), feed?.()]);
  return text;
}

const unusedServices = {
  http: { request: () => Promise.reject(new Error('PostgreSQL needs no HTTP')) },
  resolveFile: () => Promise.reject(new Error('PostgreSQL needs no file')),
  inspectParquet: () => Promise.reject(new Error('PostgreSQL needs no Parquet')),
};

function toConnection(url: URL): ResolvedConnection {
  const { hostname, port, username, password, pathname } = url;
  const config = { host: hostname, port: Number(port || 5432), user: username, database: pathname.slice(1) };
  const secret = { password: decodeURIComponent(password) };
  return { id: 'conn_test', config, secret, createSocket: () => new Socket() };
}

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
