import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from './read-config.ts';
import { readSecrets } from './read-secrets.ts';

let dataDir: string;
let environment: Record<string, string>;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'telar-config-'));
  environment = { DATABASE_URL: 'postgres://telar@db.example.com/telar', TELAR_DATA_DIR: dataDir };
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const parse = (more: Record<string, string> = {}) => parseConfig({ ...environment, ...more } as NodeJS.ProcessEnv);

describe('a variable that is wrong is named', () => {
  it.each([
    ['DATABASE_URL', 'mysql://db/telar'],
    ['REDIS_URL', 'localhost'],
    ['TELAR_WEB_PORT', '80000'],
    ['TELAR_GATEWAY_PORT', 'http'],
    ['TELAR_URL', 'telar.example.com'],
    ['TELAR_ENCRYPTION_KEY', 'short'],
    ['TELAR_ENGINE_MEMORY_MB', '1'],
    ['TELAR_DATABASE_CONNECTIONS', '1'],
    ['TELAR_LOG_LEVEL', 'loud'],
  ])('%s=%s', (variable, value) => {
    const failure = { code: 'config_invalid', params: expect.objectContaining({ variable }), actor: 'admin' };
    expect(() => parse({ [variable]: value })).toThrow(expect.objectContaining(failure));
  });

  it('and so is the one that is missing', () => {
    const failure = { code: 'config_missing', params: { variable: 'DATABASE_URL' } };
    expect(() => parse({ DATABASE_URL: ' ' })).toThrow(expect.objectContaining(failure));
  });
});

it('has usable defaults, and public addresses that follow the ports', () => {
  expect(parse({ TELAR_WEB_PORT: '4000', TELAR_GATEWAY_URL: 'https://hooks.example.com/' })).toMatchObject({
    redisUrl: null,
    dataDir,
    webUrl: 'http://127.0.0.1:4000',
    gatewayUrl: 'https://hooks.example.com',
    egressAllow: [],
    workerConcurrency: 2,
  });
  expect(parse({ TELAR_EGRESS_ALLOW: '10.0.0.0/8, crm.local,' }).egressAllow).toEqual(['10.0.0.0/8', 'crm.local']);
});

it('generates secrets once, for their owner only, and prefers those given', () => {
  const { sessionSecret, encryptionKey } = parse();
  expect(encryptionKey).toBeNull();
  const secrets = readSecrets(dataDir);
  expect(Buffer.from(secrets.encryptionKey, 'base64')).toHaveLength(32);
  expect(secrets).toMatchObject({ sessionSecret });
  expect(sessionSecret).not.toBe(secrets.encryptionKey);
  expect(parse()).toMatchObject({ sessionSecret });
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  const given = 'g'.repeat(44);
  expect(parse({ TELAR_ENCRYPTION_KEY: given })).toMatchObject({ sessionSecret, encryptionKey: given });
});

it('finds the database that runs beside it', () => {
  writeFileSync(join(dataDir, 'database-url'), 'postgres://telar:x@127.0.0.1:54320/telar');
  const url = 'postgres://telar:x@127.0.0.1:54320/telar';
  expect(parse({ DATABASE_URL: '' }).databaseUrl).toBe(url);
  // It may be called, unlike one that somebody else keeps.
  for (const DATABASE_URL of ['', url]) expect(parse({ DATABASE_URL }).egressAllow).toEqual(['127.0.0.1:54320']);
  expect(parse({ TELAR_EGRESS_ALLOW: 'crm.local' }).egressAllow).toEqual(['crm.local']);
});
