import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAddressPolicy } from './address-policy.ts';
import { createEgressClient } from './egress-client.ts';

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
  it.each([
    'http://127.0.0.1',
    'http://127.1',
    'http://2130706433',
    'http://0x7f000001',
    'http://0177.0.0.1',
    'http://0',
    'http://0.0.0.0',
    'http://localhost',
    'http://LOCALHOST',
    'http://10.0.0.1',
    'http://172.16.0.1',
    'http://172.31.255.255',
    'http://192.168.1.1',
    'http://169.254.169.254',
    'http://100.64.0.1',
    'http://198.18.0.1',
    'http://224.0.0.1',
    'http://240.0.0.1',
    'http://255.255.255.255',
    'http://[::]',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://[::127.0.0.1]',
    'http://[64:ff9b::7f00:1]',
    'http://[2002:7f00:1::]',
    'http://[fd00:ec2::254]',
    'http://[fe80::1]',
    'http://[ff02::1]',
    'https://10.1.2.3',
  ])('%s', async (url) => {
    await expect(createEgressClient({ allow: [] }).request({ method: 'GET', url })).rejects.toMatchObject({
      code: 'egress_refused',
    });
  });

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

describe('what is allowed', () => {
  const policy = createAddressPolicy(['10.1.0.0/16', 'fd00:1::/32', 'crm.internal', 'api.internal:8443', '[::1]:80']);

  it.each([
    ['8.8.8.8', true],
    ['2606:4700::1111', true],
    ['::ffff:8.8.8.8', true],
    ['10.1.255.255', true],
    ['::ffff:10.1.2.3', true],
    ['fd00:1::9', true],
    ['10.2.0.1', false],
    ['::ffff:10.2.0.1', false],
    ['fd00:2::1', false],
    ['not an address', false],
  ])('address %s: %s', (address, allowed) => {
    expect(policy.allowsAddress(address)).toBe(allowed);
  });

  it.each([
    ['crm.internal', '1234', true],
    ['CRM.internal.', '80', true],
    ['api.internal', '8443', true],
    ['api.internal', '443', false],
    ['[::1]', '80', true],
    ['[::1]', '81', false],
    ['evil-crm.internal', '80', false],
  ])('host %s port %s: %s', (host, hostPort, allowed) => {
    expect(policy.allowsHost(host, hostPort)).toBe(allowed);
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

  it.each([
    ['into loopback', () => redirect(302, 'http://127.0.0.1:1/admin'), 'egress_refused'],
    ['into metadata', () => redirect(302, 'http://169.254.169.254/latest'), 'egress_refused'],
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
