import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuthorizedClient } from '#connectors/kit/auth/create-authorized-client.ts';
import type { LoadContext, ReadContext, ResolvedConnection } from '#connectors/kit/connector.ts';
import { createEgressClient } from '#core/egress/egress-client.ts';
import { type HttpSourceSettings, httpSource as sourceNode } from '#core/graph/nodes/http-source.ts';
import { type HttpTargetSettings, httpTarget as targetNode } from '#core/graph/nodes/http-target.ts';
import { httpConnection, resolveAddress } from './http-connection.ts';
import { createHttpSource } from './http-source.ts';
import { createHttpTarget } from './http-target.ts';

type Received = { method: string; url: URL; headers: IncomingMessage['headers']; body: string };
type Answer = (request: Received, response: ServerResponse) => void;

const received: Received[] = [];
const waits: number[] = [];
const retry = { sleep: async (milliseconds: number) => void waits.push(milliseconds) };
let answer: Answer;
let server: Server;
let origin: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-http-'));
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? '', origin);
    const entry = { method: request.method ?? '', url, headers: request.headers, body };
    received.push(entry);
    answer(entry, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  received.length = 0;
  waits.length = 0;
});

function base() {
  return {
    connection: null,
    folder,
    signal: new AbortController().signal,
    http: createEgressClient({ allow: ['127.0.0.0/8'] }),
    resolveFile: () => Promise.reject(new Error('HTTP needs no file')),
    inspectParquet: () => Promise.reject(new Error('HTTP needs no Parquet')),
    event: null,
  };
}

function readContext(settings: Partial<HttpSourceSettings>, options: Partial<ReadContext<HttpSourceSettings>> = {}) {
  const fields = [{ name: 'id', type: 'integer' as const }];
  return { ...base(), settings: { ...sourceNode.defaults, url: `${origin}/items`, fields, ...settings }, ...options };
}

async function readRows(settings: Partial<HttpSourceSettings>, options?: Partial<ReadContext<HttpSourceSettings>>) {
  const { scan } = await createHttpSource(retry).extract(readContext(settings, options));
  if (scan.format !== 'json') throw new Error('not JSON');
  return (await readFile(scan.path, 'utf8')).split('\n').filter(Boolean);
}

function connection(config: object, secret: Record<string, string>): ResolvedConnection {
  return { id: 'conn_1', config: { baseUrl: `${origin}/`, ...config }, secret };
}

/** The client that the product gives to a connector of this account. */
function speakFor(connection: ResolvedConnection) {
  const account = { auth: httpConnection.auth(connection.config), origins: httpConnection.origins! };
  return createAuthorizedClient(base().http, { ...account, connection: async () => connection });
}

function withAccount(config: object, secret: Record<string, string>, grant?: ResolvedConnection['grant']) {
  const account = { ...connection(config, secret), ...(grant && { grant }) };
  return { connection: account, http: speakFor(account) };
}

const json = (response: ServerResponse, value: unknown, headers = {}) =>
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => ({ id: from + index }));

describe('paging', () => {
  const wanted = rows(0, 5).map((row) => JSON.stringify(row));

  it.each<[string, Partial<HttpSourceSettings>, Answer]>([
    ['none', {}, (_request, response) => json(response, rows(0, 5))],
    [
      'next link in the body',
      { rowsPath: 'data.items', paging: { kind: 'next-link', path: 'links.next' } },
      ({ url }, response) => {
        const from = Number(url.searchParams.get('from'));
        json(response, {
          data: { items: rows(from, Math.min(5, from + 2)) },
          links: { next: from < 4 ? `/items?from=${from + 2}` : null },
        });
      },
    ],
    [
      'Link header',
      { paging: { kind: 'next-link', path: '' } },
      ({ url }, response) => {
        const from = Number(url.searchParams.get('from'));
        const link =
          from < 4 ? `<${origin}/items?from=0>; rel="first", <${origin}/items?from=${from + 2}>; rel="next"` : '';
        json(response, rows(from, Math.min(5, from + 2)), { link });
      },
    ],
    [
      'cursor',
      { rowsPath: 'rows', paging: { kind: 'cursor', path: 'meta.cursor', parameter: 'after' } },
      ({ url }, response) => {
        const from = Number(url.searchParams.get('after') ?? 0);
        json(response, { rows: rows(from, Math.min(5, from + 3)), meta: { cursor: from + 3 < 5 ? from + 3 : '' } });
      },
    ],
    [
      'page',
      { paging: { kind: 'page', parameter: 'p', firstPage: 1, sizeParameter: 'size', size: 2 } },
      ({ url }, response) => {
        const from = (Number(url.searchParams.get('p')) - 1) * 2;
        json(response, rows(from, Math.min(5, from + 2)));
      },
    ],
    [
      'page, 404 after the last',
      { paging: { kind: 'page', parameter: 'p', firstPage: 0, sizeParameter: '', size: 5 } },
      ({ url }, response) => {
        if (url.searchParams.get('p') === '0') json(response, rows(0, 5));
        else response.writeHead(404).end();
      },
    ],
    [
      'page, the last repeated',
      { paging: { kind: 'page', parameter: 'p', firstPage: 0, sizeParameter: '', size: 3 } },
      ({ url }, response) => {
        json(response, url.searchParams.get('p') === '0' ? rows(0, 3) : rows(3, 5));
      },
    ],
    [
      'offset, by what the server gives rather than what was asked',
      { paging: { kind: 'offset', parameter: 'skip', sizeParameter: 'take', size: 100 } },
      ({ url }, response) => {
        const from = Number(url.searchParams.get('skip'));
        json(response, rows(from, Math.min(5, from + 2)));
      },
    ],
  ])('%s', async (_name, settings, respond) => {
    answer = respond;
    expect(await readRows(settings)).toEqual(wanted);
  });

  it.each<[string, Partial<HttpSourceSettings>, string]>([
    ['the same link again', { rowsPath: 'rows', paging: { kind: 'next-link', path: 'next' } }, 'http_paging_endless'],
    [
      'the same cursor again',
      { rowsPath: 'rows', paging: { kind: 'cursor', path: 'next', parameter: 'c' } },
      'http_paging_endless',
    ],
    [
      'a page parameter that the server ignores',
      { rowsPath: 'fixed', paging: { kind: 'page', parameter: 'x', firstPage: 1, sizeParameter: '', size: 9 } },
      'http_paging_endless',
    ],
    [
      'more pages than allowed',
      { rowsPath: 'rows', maxPages: 3, paging: { kind: 'offset', parameter: 'o', sizeParameter: '', size: 1 } },
      'http_pages_exceeded',
    ],
  ])('is stopped: %s', async (_name, settings, code) => {
    answer = ({ url }, response) => {
      const fixed = url.searchParams.has('x');
      json(response, {
        rows: [{ id: received.length }],
        fixed: rows(0, 2),
        next: '/items?again=1',
        ...(!fixed && { n: received.length }),
      });
    };
    await expect(readRows(settings)).rejects.toMatchObject({ code });
  });

  it('stops early for a sample', async () => {
    answer = (_request, response) => json(response, rows(received.length * 10, received.length * 10 + 3));
    const paging = { kind: 'offset', parameter: 'o', sizeParameter: '', size: 3 } as const;
    expect(await readRows({ paging }, { limit: 4 })).toHaveLength(4);
    expect(received).toHaveLength(2);
  });
});

describe('going on', () => {
  const paging = { kind: 'offset', parameter: 'o', sizeParameter: '', size: 2 } as const;

  it('starts behind the pages that an attempt before made durable', async () => {
    const kept: { text: string; position: unknown }[] = [];
    const keep = async (path: string, position: unknown) =>
      void kept.push({ text: await readFile(path, 'utf8'), position });
    answer = ({ url }, response) => {
      const from = Number(url.searchParams.get('o'));
      if (received.length === 3) response.writeHead(400).end();
      else json(response, rows(from, Math.min(5, from + 2)));
    };
    const source = createHttpSource(retry, 0);
    await expect(source.extract(readContext({ paging }, { pages: { kept: null, keep } }))).rejects.toThrow(
      'http_refused',
    );
    expect(kept.map(({ text }) => text)).toEqual(['{"id":0}\n{"id":1}\n', '{"id":2}\n{"id":3}\n']);
    const paths = kept.map((_, index) => join(folder, `kept-${index}`));
    for (const [index, { text }] of kept.entries()) await writeFile(paths[index]!, text);
    const position = JSON.parse(JSON.stringify(kept.at(-1)?.position));
    received.length = 3;
    const pages = { kept: { paths, position }, keep };
    const { scan, totalRows } = await source.extract(readContext({ paging }, { pages }));
    expect(await readFile('path' in scan ? scan.path : '', 'utf8')).toBe(
      rows(0, 5)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
    );
    expect([totalRows, received[3]?.url.searchParams.get('o')]).toEqual([5, '4']);
  });

  it.each([
    ['iso', '2026-03-01T10:00:00.123Z'],
    ['date', '2026-03-01'],
    ['unix', '1772359200'],
    ['unix-ms', '1772359200123'],
  ] as const)('asks for rows from the cursor on, written as %s', async (format, written) => {
    answer = (_request, response) => json(response, [], { date: 'Sun, 01 Mar 2026 11:00:00 GMT' });
    const since = { parameter: 'q', template: 'updated>={cursor}', format };
    const from = '2026-03-01 10:00:00.123456+00';
    const context = readContext({ since }, { since: { field: 'at', from } });
    const { horizon } = await createHttpSource(retry).extract(context);
    expect(received[0]?.url.searchParams.get('q')).toBe(`updated>=${written}`);
    expect(horizon?.()).toBe('2026-03-01T11:00:00.000Z');
  });
});

describe('answers that are not what was asked for', () => {
  it('waits as long as the server asks, and longer each time where it does not', async () => {
    answer = (_request, response) => {
      if (received.length === 1) response.writeHead(429, { 'retry-after': '7' }).end();
      else if (received.length < 4) response.writeHead(503).end();
      else json(response, rows(0, 1));
    };
    expect(await readRows({})).toEqual(['{"id":0}']);
    expect(waits[0]).toBe(7000);
    expect(waits).toHaveLength(3);
    expect(Math.max(...waits.slice(1))).toBeLessThanOrEqual(4000);
  });

  it.each<[string, number, Record<string, string>, string, object]>([
    [
      '429 to the end',
      429,
      { 'retry-after': '5' },
      '',
      { code: 'http_rate_limited', retryable: true, params: { seconds: 5 } },
    ],
    ['500 to the end', 500, {}, 'boom', { code: 'http_server_error', actor: 'vendor', retryable: true }],
    ['a wait of an hour', 429, { 'retry-after': '3600' }, '', { code: 'http_rate_limited', params: { seconds: 3600 } }],
    ['401', 401, {}, '', { code: 'http_unauthorized', field: 'connectionId' }],
    ['404', 404, {}, '', { code: 'http_not_found', field: 'url' }],
    [
      '400',
      400,
      {},
      '{"error": "no such filter"}',
      { code: 'http_refused', params: { detail: '{"error": "no such filter"}' } },
    ],
    ['a web page', 200, { 'content-type': 'text/html' }, '<html>Sign in</html>', { code: 'http_not_json' }],
    ['nothing', 200, {}, '', { code: 'http_empty_answer' }],
    ['broken JSON', 200, {}, '[{"id": 1},\n {"id": }]', { code: 'json_broken', params: { line: 2, column: 9 } }],
    ['cut JSON', 200, {}, '[{"id": 1}', { code: 'json_broken', params: { line: 1, column: 11 } }],
    [
      'no rows there',
      200,
      {},
      '{"data": [], "total": 0}',
      { code: 'json_rows_missing', params: { path: 'rows', keys: 'data, total' } },
    ],
  ])('%s', async (_name, status, headers, body, error) => {
    answer = (_request, response) => response.writeHead(status, headers).end(body);
    const rowsPath = body.startsWith('{"data"') ? 'rows' : '';
    await expect(readRows({ rowsPath })).rejects.toMatchObject(error);
    expect(received.length).toBeLessThanOrEqual(5);
  });
});

describe('credentials', () => {
  it.each<[string, object, Record<string, string>, string, string]>([
    ['bearer', { auth: 'bearer' }, { token: 't' }, 'authorization', 'Bearer t'],
    ['basic', { auth: 'basic', username: 'ana' }, { password: 'p' }, 'authorization', `Basic ${btoa('ana:p')}`],
    ['header', { auth: 'header', headerName: 'X-Key' }, { headerValue: 'k' }, 'x-key', 'k'],
    ['key as user', { auth: 'key-as-user' }, { key: 'k' }, 'authorization', `Basic ${btoa('k:')}`],
  ])('%s', async (_name, config, secret, header, value) => {
    answer = (_request, response) => json(response, rows(0, 1));
    await readRows({ url: '/items' }, withAccount(config, secret));
    expect(received[0]?.url.pathname).toBe('/items');
    expect(received[0]?.headers[header]).toBe(value);
  });

  it('go into the address as a parameter', async () => {
    answer = (_request, response) => json(response, rows(0, 1));
    await readRows({ url: '/items?a=1' }, withAccount({ auth: 'query', queryName: 'api key' }, { key: 'k&' }));
    expect(received[0]?.url.search).toBe('?a=1&api+key=k%26');
  });

  it.each([
    ['/deals', 'https://example.com/v2/deals?tenant=7'],
    ['/deals?open=1', 'https://example.com/v2/deals?tenant=7&open=1'],
    ['', 'https://example.com/v2/?tenant=7'],
  ])('keep the query of the base address: %s', (path, expected) => {
    const { connection: account } = withAccount({ baseUrl: 'https://example.com/v2/?tenant=7', auth: 'none' }, {});
    expect(resolveAddress(account, path)).toBe(expected);
  });

  it.each(['https://exa mple.com', 'contacts', ''])('say what is wrong with the address: %s', async (url) => {
    const code = url === '' ? 'address_missing' : 'address_invalid';
    await expect(
      readRows({ url, paging: { kind: 'offset', parameter: 'o', sizeParameter: '', size: 1 } }),
    ).rejects.toMatchObject({ code, field: 'url' });
  });

  it.each([
    ['an origin', (at: string) => at],
    ['a bare host', (at: string) => new URL(at).host],
  ])('go to the host that came with the token, given as %s', (_name, write) => {
    const grant = { accessToken: 't', version: 1, answer: { api_domain: write('https://eu.example.com') } };
    const config = { baseUrl: 'https://example.com/v2', auth: 'oauth-code', hostFrom: 'api_domain' };
    const { connection: account } = withAccount(config, {}, grant);
    expect(resolveAddress(account, '/deals')).toBe('https://eu.example.com/v2/deals');
    expect(httpConnection.origins?.(account)).toEqual(['https://eu.example.com']);
  });

  it('are renewed once after a 401, for requests to their own origin', async () => {
    const account = (accessToken: string) => ({
      ...connection({ auth: 'oauth-code' }, {}),
      grant: { accessToken, version: 1, answer: {} },
    });
    const http = createAuthorizedClient(base().http, {
      auth: httpConnection.auth(account('').config),
      origins: httpConnection.origins!,
      connection: async () => account('old'),
      renew: async () => account('new'),
    });
    answer = ({ headers }, response) => response.writeHead(headers.authorization === 'Bearer new' ? 200 : 401).end();
    const request = { method: 'GET', url: `${origin}/items` } as const;
    expect((await http.request(request)).status).toBe(200);
    expect(received.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
    answer = (_request, response) => response.writeHead(401).end();
    expect((await http.request(request)).status).toBe(401);
    expect(received).toHaveLength(4);
  });

  it('stay with the origin they were given for', async () => {
    const elsewhere = origin.replace('127.0.0.1', '127.0.0.2');
    answer = ({ url }, response) =>
      json(response, {
        rows: rows(0, 1),
        next: url.search === '' ? `${elsewhere}/items?2` : null,
        at: received.length,
      });
    const other = createServer((request, response) => {
      received.push({ method: 'GET', url: new URL(elsewhere), headers: request.headers, body: '' });
      json(response, { rows: rows(1, 2), next: null });
    });
    await new Promise<void>((resolve) => other.listen(Number(new URL(origin).port), '127.0.0.2', resolve));
    const headers = [{ name: 'X-Typed', value: 'secret too' }];
    const settings = { rowsPath: 'rows', headers, paging: { kind: 'next-link', path: 'next' } as const };
    expect(await readRows(settings, withAccount({ auth: 'bearer' }, { token: 't' }))).toHaveLength(2);
    other.closeAllConnections();
    other.close();
    expect(received[0]?.headers).toMatchObject({ authorization: 'Bearer t', 'x-typed': 'secret too' });
    expect(received[1]?.headers.authorization).toBeUndefined();
    expect(received[1]?.headers['x-typed']).toBeUndefined();
  });

  it('are tested against the base address', async () => {
    answer = ({ headers }, response) => response.writeHead(headers.authorization === 'Bearer good' ? 404 : 401).end();
    const test = (token: string) => {
      const account = withAccount({ auth: 'bearer' }, { token });
      return httpConnection.test(account.connection, { http: account.http, signal: base().signal });
    };
    expect(await test('good')).toContain('HTTP 404');
    await expect(test('bad')).rejects.toMatchObject({ code: 'http_unauthorized' });
  });

  it('show the first record of the address to test with, which must be there', async () => {
    answer = ({ url }, response) =>
      url.pathname === '/v1/people'
        ? json(response, { page: 1, people: [{ id: 7, name: { first: 'Ana' }, tags: ['a'], note: null }] })
        : response.writeHead(404).end();
    const at = (testPath: string) => {
      const account = withAccount({ auth: 'bearer', baseUrl: `${origin}/v1`, testPath }, { token: 'good' });
      return [account.connection, { http: account.http, signal: base().signal }] as const;
    };
    expect(await httpConnection.readRow?.(...at('people'))).toEqual({
      from: '/v1/people',
      values: [
        { name: 'id', value: '7' },
        { name: 'name.first', value: 'Ana' },
        { name: 'tags', value: '["a"]' },
        { name: 'note', value: null },
      ],
    });
    expect(await httpConnection.readRow?.(...at(''))).toBeNull();
    await expect(httpConnection.test(...at('/nobody'))).rejects.toMatchObject({ code: 'http_not_found' });
  });
});

describe('discovery', () => {
  it('finds the rows and their fields by itself', async () => {
    answer = (_request, response) =>
      json(response, { meta: { page: 1 }, people: [{ name: { first: 'Ana' }, seen: '2026-01-01' }] });
    const { settings } = await createHttpSource(retry).discover(readContext({}));
    expect(settings).toEqual({
      rowsPath: 'people',
      fields: [
        { name: 'name.first', type: 'text', path: ['name', 'first'] },
        { name: 'seen', type: 'date' },
      ],
    });
  });

  it('keeps the digits of long numbers', async () => {
    answer = (_request, response) => response.end('[{"id": 12345678901234567890}]');
    expect(await readRows({})).toEqual(['{"id": 12345678901234567890}']);
  });
});

describe('sending', () => {
  function loadContext(settings: Partial<HttpTargetSettings>, ids: readonly number[]): LoadContext<HttpTargetSettings> {
    return {
      ...base(),
      settings: { ...targetNode.defaults, url: `${origin}/in`, ...settings },
      fields: [{ name: 'id', type: 'integer' }],
      key: { runId: 'run_1', nodeId: 'n' },
      allowRemovals: false,
      exportRows: async (_format, path) => {
        await writeFile(path, ids.map((id) => `{"id":${id}}\n`).join(''));
        return ids.length;
      },
    };
  }
  const ids = Array.from({ length: 8 }, (_, index) => index);
  const keys = () => received.map(({ headers }) => headers['idempotency-key']);

  it.each<[string, Partial<HttpTargetSettings>, string[]]>([
    ['lists', { batchSize: 5 }, ['[{"id":0},{"id":1},{"id":2},{"id":3},{"id":4}]', '[{"id":5},{"id":6},{"id":7}]']],
    ['wrapped', { batchSize: 8, wrapKey: 'contacts' }, [`{"contacts":[${ids.map((id) => `{"id":${id}}`).join(',')}]}`]],
    ['one by one', { batchSize: 1 }, ids.map((id) => `{"id":${id}}`)],
  ])('%s, in order, under keys that stay the same', async (_name, settings, bodies) => {
    answer = (_request, response) => response.writeHead(204).end();
    expect(await createHttpTarget(retry).load(loadContext(settings, ids))).toEqual({ loaded: 8, rejected: [] });
    expect(received.map(({ body }) => body)).toEqual(bodies);
    expect(keys()).toEqual(bodies.map((_, index) => `run_1:n:${index + 1}`));
  });

  it('repeats a batch under its own key until it is taken', async () => {
    answer = (_request, response) => response.writeHead(received.length < 3 ? 503 : 200).end();
    expect(await createHttpTarget(retry).load(loadContext({}, ids))).toEqual({ loaded: 8, rejected: [] });
    expect(keys()).toEqual(['run_1:n:1', 'run_1:n:1', 'run_1:n:1']);
  });

  it('finds the rows that are refused and sends the rest', async () => {
    answer = ({ body }, response) => response.writeHead(/"id":(2|7)\b/.test(body) ? 422 : 200).end('bad id');
    const result = await createHttpTarget(retry).load(loadContext({}, ids));
    expect(result.loaded).toBe(6);
    expect(result.rejected).toEqual([
      { reason: 'target_refused', value: 'HTTP 422 bad id', record: '{"id":2}', row: 3 },
      { reason: 'target_refused', value: 'HTTP 422 bad id', record: '{"id":7}', row: 8 },
    ]);
    expect(new Set(keys()).size).toBe(received.length);
  });

  it.each([
    ['credentials refused', 401, 'http_unauthorized'],
    ['server down', 500, 'http_server_error'],
    ['every row refused', 422, 'http_refused'],
  ])('gives up: %s', async (_name, status, code) => {
    answer = (_request, response) => response.writeHead(status).end();
    const many = Array.from({ length: 300 }, (_, index) => index);
    await expect(createHttpTarget(retry).load(loadContext({}, many))).rejects.toMatchObject({ code });
  });
});
