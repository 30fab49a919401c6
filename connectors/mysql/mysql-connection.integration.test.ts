import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTestSshServer } from '#connectors/kit/ssh/create-test-ssh-server.test-kit.ts';
import { mysqlConnection } from './mysql-connection.ts';
import { createTestMariaDb, hasMariaDb, type TestMariaDb } from './testing/create-test-mariadb.ts';

const run = promisify(execFile);

/** Whatever the name, the server of this test answers. */
class LocalSocket extends Socket {
  override connect(port: unknown): this {
    return super.connect(Number(port), '127.0.0.1');
  }
}

let folder: string;
let server: TestMariaDb;
let ca: string;

const accountHere = () => ({ host: 'localhost', port: server.port, database: 'shop', user: 'telar' });

function services() {
  const http = { request: () => Promise.reject(new Error('MySQL needs no HTTP')) };
  return { http, signal: AbortSignal.timeout(20_000) };
}

function test(config: object, password = 'right'): Promise<string> {
  const connection = { id: 'conn_1', config: { ...accountHere(), ...config }, secret: { password } };
  return mysqlConnection.test({ ...connection, createSocket: () => new LocalSocket() }, services());
}

describe.skipIf(!hasMariaDb())('a MariaDB that asks for a password and encrypts', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'telar-mysql-tls-'));
    const [key, certificate] = [join(folder, 'server.key'), join(folder, 'server.crt')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const kind = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
    await run('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', certificate]);
    ca = await readFile(certificate, 'utf8');
    server = await createTestMariaDb([`--ssl-cert=${certificate}`, `--ssl-key=${key}`]);
    const admin = await createConnection({ uri: server.url, multipleStatements: true });
    await admin.query(`CREATE DATABASE shop; CREATE USER telar@'%' IDENTIFIED BY 'right' REQUIRE SSL;
      GRANT SELECT ON shop.* TO telar@'%'`);
    await admin.end();
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['what the server offers', {}],
    ['encrypted', { tls: 'require' }],
    ['checked', () => ({ tls: 'verify-full', ca })],
  ])('lets in: %s', async (_name, config) => {
    expect(await test(typeof config === 'function' ? config() : config)).toMatch(/^MariaDB \d+/);
  });

  it('lets in through an SSH server, with the certificate of the host behind it', async () => {
    const ssh = await createTestSshServer('localhost');
    onTestFinished(ssh.close);
    const config = { ...accountHere(), tls: 'verify-full', ca };
    const connection = ssh.lead({ id: 'conn_1', config, secret: { password: 'right' } });
    expect(await mysqlConnection.test(connection, services())).toMatch(/^MariaDB \d+/);
    expect(ssh.asked).toEqual(['localhost']);
  });

  it.each<[string, () => object, string | undefined, string]>([
    ['wrong password', () => ({}), 'wrong', 'mysql_password_wrong'],
    ['no encryption', () => ({ tls: 'disable' }), undefined, 'mysql_password_wrong'],
    ['no such database', () => ({ database: 'nowhere' }), undefined, 'mysql_permission_denied'],
    ['a certificate nobody vouches for', () => ({ tls: 'verify-full' }), undefined, 'mysql_certificate_untrusted'],
    ['an address', () => ({ tls: 'verify-full', ca, host: '127.0.0.1' }), undefined, 'mysql_certificate_needs_name'],
    [
      'another name',
      () => ({ tls: 'verify-full', ca, host: 'db.example.com' }),
      undefined,
      'mysql_certificate_other_host',
    ],
  ])('says what is wrong: %s', async (_name, config, password, code) => {
    await expect(test(config(), password)).rejects.toMatchObject({ code });
  });
});
