import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgressClient, type SentRequest } from './egress-client.ts';
import { followRedirect } from './follow-redirect.ts';

const seen: { url: string; method: string; headers: IncomingHttpHeaders; body: string }[] = [];
let server: Server;
let other: Server;
let port: number;
let otherPort: number;

beforeAll(async () => {
  [server, other] = [createAnsweringServer(), createAnsweringServer()];
  port = await listen(server);
  otherPort = await listen(other);
});
afterAll(() => {
  for (const each of [server, other]) {
    each.closeAllConnections();
    each.close();
  }
});

function listen(each: Server): Promise<number> {
  return new Promise((resolve) => each.listen(0, '127.0.0.1', () => resolve((each.address() as AddressInfo).port)));
}

function createAnsweringServer(): Server {
  return createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const url = request.url ?? '';
    seen.push({ url, method: request.method ?? '', headers: request.headers, body });
    const redirect = /^\/redirect\/(\d{3})\/(.+)$/.exec(url);
    if (redirect) response.writeHead(Number(redirect[1]), { location: decodeURIComponent(redirect[2] ?? '') }).end();
    else if (url === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else if (url === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('squeezed'));
    else if (url === '/bomb')
      response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(Buffer.alloc(5e6)));
    else if (url === '/stall') response.writeHead(200).write('…');
    else if (url === '/drop') request.socket.destroy();
    else response.writeHead(200, { 'x-answer': 'yes' }).end('hello');
  });
}

const open = () => createEgressClient({ allow: [`127.0.0.1:${port}`, `127.0.0.1:${otherPort}`] });
const get = (url: string, options: object = {}) => open().request({ method: 'GET', url, ...options });
const text = (body: Uint8Array) => new TextDecoder().decode(body);

describe('addresses that are refused', () => {
  it.each(['ftp://example.com', 'file:///etc/passwd', 'http://user:secret@example.com', 'nonsense'])(
    'is no address to call: %s',
    async (url) => {
      await expect(get(url)).rejects.toMatchObject({ code: 'egress_address_invalid' });
    },
  );

  it('the same loopback address on a port that is not allowed', async () => {
    await expect(get('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'egress_refused' });
  });
});

describe('redirects', () => {
  const secrets = { Authorization: 'Bearer s', Cookie: 'a=b', 'X-Api-Key': 'k', Accept: 'application/json' };
  const redirect = (status: number, to: string) =>
    `http://127.0.0.1:${port}/redirect/${status}/${encodeURIComponent(to)}`;

  it('are followed on the same origin with everything', async () => {
    const response = await open().request({
      method: 'POST',
      url: redirect(307, '/end'),
      headers: secrets,
      body: 'rows',
    });
    expect(response).toMatchObject({
      status: 200,
      url: `http://127.0.0.1:${port}/end`,
      headers: { 'x-answer': 'yes' },
    });
    expect(seen.at(-1)).toMatchObject({
      method: 'POST',
      body: 'rows',
      headers: { authorization: 'Bearer s', 'x-api-key': 'k' },
    });
  });

  it('carry no secret to another origin', async () => {
    await get(redirect(302, `http://127.0.0.1:${otherPort}/end`), { headers: secrets });
    const headers: IncomingHttpHeaders = seen.at(-1)?.headers ?? {};
    expect(headers).toMatchObject({ host: `127.0.0.1:${otherPort}`, accept: 'application/json' });
    expect([headers.authorization, headers.cookie, headers['x-api-key']]).toEqual([undefined, undefined, undefined]);
  });

  it('turn a POST into a GET where browsers do', async () => {
    await open().request({ method: 'POST', url: redirect(303, '/end'), body: 'rows' });
    expect(seen.at(-1)).toMatchObject({ method: 'GET', body: '' });
  });

  it.each([307, 308])('send no body on to another origin after a %i, not even rows', async (status) => {
    seen.length = 0;
    const url = redirect(status, `http://127.0.0.1:${otherPort}/end`);
    await expect(open().request({ method: 'POST', url, body: 'rows' })).rejects.toMatchObject({
      code: 'egress_redirect_body',
      params: { host: `127.0.0.1:${port}`, target: `127.0.0.1:${otherPort}` },
    });
    expect(seen).toHaveLength(1);
    await get(redirect(status, `http://127.0.0.1:${otherPort}/end`));
    expect(seen.at(-1)).toMatchObject({ url: '/end', headers: { host: `127.0.0.1:${otherPort}` } });
  });

  it('give encryption up only when nothing secret is under way', () => {
    const answer = { status: 302, headers: { location: 'http://a.example/x' }, body: new Uint8Array(), url: '' };
    const request = { method: 'GET', url: 'https://a.example/' } as const;
    const refusal = expect.objectContaining({ code: 'egress_redirect_insecure' });
    expect(() => followRedirect({ ...request, headers: { 'X-Key': 'k' } }, answer)).toThrow(refusal);
    expect(() => followRedirect({ ...request, secrets: ['k'] }, answer)).toThrow(refusal);
    expect(followRedirect({ ...request, headers: { Accept: '*/*' } }, answer)?.url).toBe('http://a.example/x');
    const upgrade = { ...answer, headers: { location: 'https://b.example/x' } };
    expect(followRedirect({ ...request, url: 'http://a.example', headers: { Cookie: 'c' } }, upgrade)).toEqual({
      method: 'GET',
      url: 'https://b.example/x',
      headers: {},
    });
  });

  it('are told one by one, as are failures', async () => {
    const sent: SentRequest[] = [];
    const client = createEgressClient({ allow: [`127.0.0.1:${port}`], onSent: (request) => sent.push(request) });
    const request = { method: 'GET', url: redirect(302, '/end'), attempt: 2 } as const;
    await client.request(request);
    await expect(client.request({ ...request, url: redirect(302, 'http://127.0.0.1:1/') })).rejects.toThrow();
    expect(
      sent.map(({ request: { url, attempt }, response, error }) => [url, attempt, response?.status, error?.code]),
    ).toEqual([
      [request.url, 2, 302, undefined],
      [`http://127.0.0.1:${port}/end`, 2, 200, undefined],
      [redirect(302, 'http://127.0.0.1:1/'), 2, 302, undefined],
      ['http://127.0.0.1:1/', 2, undefined, 'egress_refused'],
    ]);
    expect(sent.every(({ durationMs }) => durationMs >= 0)).toBe(true);
  });

  it.each([
    ['into loopback', () => redirect(302, 'http://127.0.0.1:1/admin'), 'egress_refused'],
    ['into metadata', () => redirect(302, 'http://169.254.169.254/latest'), 'egress_reserved'],
    ['to a file', () => redirect(302, 'file:///etc/passwd'), 'egress_address_invalid'],
    ['without end', () => `http://127.0.0.1:${port}/loop`, 'egress_redirects'],
  ])('are refused %s', async (_name, url, code) => {
    await expect(get(url())).rejects.toMatchObject({ code });
  });
});

describe('limits', () => {
  it('decompresses, counting what comes out', async () => {
    expect(text((await get(`http://127.0.0.1:${port}/gzip`)).body)).toBe('squeezed');
    await expect(get(`http://127.0.0.1:${port}/bomb`, { maxBytes: 1e6 })).rejects.toMatchObject({
      code: 'egress_too_large',
    });
  });

  it.each([
    ['an answer that never ends', '/stall', { timeoutMs: 100 }, 'egress_timeout', true],
    ['a connection that is dropped', '/drop', {}, 'egress_unreachable', true],
    ['a header that is none', '/', { headers: { 'x-key': 'a\nb' } }, 'egress_header_invalid', false],
  ])('says what happened: %s', async (_name, path, options, code, retryable) => {
    await expect(get(`http://127.0.0.1:${port}${path}`, options)).rejects.toMatchObject({ code, retryable });
  });

  it('says so when there is no such host or nobody listens', async () => {
    const client = createEgressClient({ allow: ['127.0.0.1:1'] });
    await expect(client.request({ method: 'GET', url: 'http://nowhere.invalid' })).rejects.toMatchObject({
      code: 'egress_host_unknown',
    });
    await expect(client.request({ method: 'GET', url: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'egress_unreachable',
    });
  });

  it('stops when the caller does', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'));
    await expect(get(`http://127.0.0.1:${port}/`, { signal })).rejects.toThrow('cancelled');
  });
});
