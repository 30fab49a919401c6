import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, isIP, type LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, fetch, interceptors } from 'undici';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConnectorContext } from '#connectors/kit/connector.ts';
import { sourceConnectors, tableListers, targetConnectors } from '#connectors/registry.ts';
import { readIdentity } from '#core/connections/oauth/read-identity.ts';
import { readOAuthAccount } from '#core/connections/oauth/read-oauth-account.ts';
import { requestToken, send } from '#core/connections/oauth/request-token.ts';
import { testValues } from '#core/connections/test-connection.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { createConnectorContext } from '#core/runs/connector-context.ts';
import { vaultKeyService } from '#core/security/keys/vault-key-service.ts';
import { addressForms } from './address-forms.test-kit.ts';
import { createAddressPolicy } from './address-policy.ts';
import { openAddress, openSilentAddress, startTestServers, type TestServers } from './testing-servers.test-kit.ts';

const names = vi.hoisted(() => ({ answer: (_name: string): string[] => [] }));
vi.mock('./resolve-name.ts', async () => {
  const { lookup } = await import('node:dns/promises');
  const resolveName = async (name: string) => {
    const addresses = names.answer(name);
    if (addresses.length > 0) return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    return lookup(name, { all: true });
  };
  return { resolveName };
});

process.env.TELAR_EGRESS_ALLOW = `${openAddress},${openSilentAddress}`;
process.env.TELAR_LOG_LEVEL = 'fatal';
provideTestDatabase();
vi.setConfig({ testTimeout: 120_000 });

type Mode = 'direct' | 'redirect' | 'rebinding';

let servers: TestServers;
let port: number;
let combinations = 0;
let folder: string;
const workspaceId = createId('ws');
const context: Record<string, ConnectorContext<Record<string, unknown>>> = {};

/** Numbers are left to the machine, as they are in life; every other name leads inside. */
function resolveInside(name: string): string[] {
  if (name === 'decoy.test') return [openAddress];
  return /^[\da-fx.]+$/i.test(name.replace(/\.$/, '')) && !name.endsWith('.') ? [] : ['127.0.0.1'];
}

beforeAll(async () => {
  servers = await startTestServers();
  port = servers.port;
  names.answer = resolveInside;
  folder = await mkdtemp(join(tmpdir(), 'telar-ssrf-'));
  await getDatabase().workspace.create({ data: { id: workspaceId, name: 'Test' } });
  for (const connector of ['http', 'postgres', 'mysql']) {
    const id = createId('conn');
    const config = connector === 'http' ? { baseUrl: `http://decoy.test:${port}` } : databaseAt('decoy.test');
    await getDatabase().connection.create({ data: { id, workspaceId, connector, name: connector, config } });
    const settings = { connectionId: id };
    const [session, { signal }] = [{} as EngineSession, new AbortController()];
    context[connector] = await createConnectorContext({ workspaceId, settings, session, folder, signal });
  }
});
afterAll(async () => {
  servers.close();
  await rm(folder, { recursive: true });
});

const sshKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const databaseAt = (host: string) => ({ host, port, database: 'crm', user: 'telar', tls: 'disable' });
const at = (host: string) => `http://${host}:${port}/`;

/** A node of the kind, as a run would hand it to its connector. */
function nodeContext(
  connector: string,
  kind: 'http-source' | 'http-target' | 'postgres-source' | 'postgres-target' | 'mysql-source',
  settings: object,
) {
  const fields = [{ name: 'id', type: 'text' as const, path: ['id'] }];
  const all = { ...getNodeDefinition(kind).defaults, fields, ...settings };
  return {
    ...(context[connector] as ConnectorContext<Record<string, unknown>>),
    ...{ settings: all as Record<string, unknown>, fields, allowRemovals: false },
    key: { runId: 'run_1', nodeId: 'node' },
    exportRows: async (_format: string, path: string) => writeFile(path, '{"id":"1"}\n').then(() => 1),
  };
}

/** The same for an account at another host. */
function nodeAt(connector: 'postgres' | 'mysql', kind: Parameters<typeof nodeContext>[1], host: string) {
  const node = nodeContext(connector, kind, { schema: 'public', table: 'contacts', createTable: true });
  return { ...node, connection: node.connection && { ...node.connection, config: databaseAt(host) } };
}

async function account(url: string) {
  const config = {
    baseUrl: at('decoy.test'),
    auth: 'oauth-client',
    tokenUrl: url,
    clientId: 'telar',
    identityUrl: url,
  };
  const http = (context.http as ConnectorContext<unknown>).http;
  const found = await readOAuthAccount(workspaceId, 'http', { config, secret: { clientSecret: 's' } }, http);
  if (found === null) throw new Error('an account with tokens');
  return found;
}

async function report(test: ReturnType<typeof testValues>): Promise<void> {
  const result = await test;
  if (!result.ok) throw result.error;
}

const token = { accessToken: 't', refreshToken: null, expiresAt: null, scopes: null, answer: {} };

/** Every way by which an address that somebody typed, or a server named, is called over HTTP. */
const httpPaths: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  'HTTP source, discovery': (url) =>
    sourceConnectors['http-source'].discover(nodeContext('http', 'http-source', { url })),
  'HTTP source, run': (url) => sourceConnectors['http-source'].extract(nodeContext('http', 'http-source', { url })),
  'HTTP source, next page': (url) => {
    const settings = { rowsPath: 'items', paging: { kind: 'next-link', path: 'next' } };
    const first = `${at('decoy.test')}page/200/${encodeURIComponent(url)}`;
    return sourceConnectors['http-source'].extract(nodeContext('http', 'http-source', { ...settings, url: first }));
  },
  'HTTP target': (url) => targetConnectors['http-target'].load(nodeContext('http', 'http-target', { url })),
  'connection test': (url) =>
    report(testValues(workspaceId, 'http', { config: { baseUrl: url, auth: 'none' }, secret: {} })),
  'token, in a connection test': (url) => {
    const config = { baseUrl: at('decoy.test'), auth: 'oauth-client', tokenUrl: url, clientId: 'telar' };
    return report(testValues(workspaceId, 'http', { config, secret: { clientSecret: 's' } }));
  },
  'token, refresh and code': async (url) => requestToken(await account(url), { grant_type: 'refresh_token' }),
  'account identity': async (url) => readIdentity(await account(url), token),
  'token revocation': async (url) => send((await account(url)).http, url, 'token=t', {}),
};

/** Every way by which a driver connects. */
const socketPaths: Readonly<Record<string, (host: string) => Promise<unknown>>> = {
  'PostgreSQL source, discovery': (host) =>
    sourceConnectors['postgres-source'].discover(nodeAt('postgres', 'postgres-source', host)),
  'PostgreSQL source, run': (host) =>
    sourceConnectors['postgres-source'].extract(nodeAt('postgres', 'postgres-source', host)),
  'PostgreSQL target, load': (host) =>
    targetConnectors['postgres-target'].load(nodeAt('postgres', 'postgres-target', host)),
  'PostgreSQL target, plan': async (host) =>
    targetConnectors['postgres-target'].read?.(nodeAt('postgres', 'postgres-target', host)),
  'PostgreSQL, tables': async (host) =>
    tableListers.postgres?.(nodeAt('postgres', 'postgres-source', host).connection as never),
  'PostgreSQL, connection test': (host) =>
    report(testValues(workspaceId, 'postgres', { config: databaseAt(host), secret: {} })),
  'PostgreSQL, through an SSH server': (host) => {
    const tunnel = { reach: 'ssh', sshHost: host, sshPort: port, sshUser: 'telar' };
    return report(
      testValues(workspaceId, 'postgres', { config: { ...databaseAt('decoy.test'), ...tunnel }, secret: { sshKey } }),
    );
  },
  'MySQL source, discovery': (host) => sourceConnectors['mysql-source'].discover(nodeAt('mysql', 'mysql-source', host)),
  'MySQL source, run': (host) => sourceConnectors['mysql-source'].extract(nodeAt('mysql', 'mysql-source', host)),
  'MySQL, tables': async (host) => tableListers.mysql?.(nodeAt('mysql', 'mysql-source', host).connection as never),
  'MySQL, connection test': (host) =>
    report(testValues(workspaceId, 'mysql', { config: databaseAt(host), secret: {} })),
};

/** A connection that was tried ends like this. */
const attempted = /unreachable|connection_refused|connection_lost|timeout|host_unknown/;

async function tryForm(path: (form: string) => Promise<unknown>, form: string, mode: Mode): Promise<void> {
  combinations += 1;
  const outcome = await new Promise((resolve) => resolve(path(form))).then(
    () => null,
    (error: unknown) => error,
  );
  if (mode !== 'direct') return;
  // Refused, and without a try. An address that is none is caught before, where the node is checked.
  if (outcome instanceof TelarError) expect(outcome.code, form).not.toMatch(attempted);
  else if (outcome !== null) expect(outcome, form).toMatchObject({ code: 'ERR_INVALID_URL' });
}

const redirectTo = (url: string, status: number) => `${at('decoy.test')}to/${status}/${encodeURIComponent(url)}`;

/** For a name that is checked and then resolved again: it leads to the open address and inside by turns. */
function flipTo(form: string, good = openAddress): string {
  const bare = form.replace(/^\[|\]$/g, '').split('%')[0] ?? '';
  const inside = isIP(bare) === 0 ? '127.0.0.1' : bare;
  // Each form begins with another of the four.
  let turn = addressForms.indexOf(form);
  names.answer = (name) => {
    if (name !== 'flip.test') return resolveInside(name);
    turn += 1;
    return [[good], [inside], [good, inside], [inside, good]][(turn - 1) % 4] as string[];
  };
  return 'flip.test';
}

describe.each(Object.entries(httpPaths))('%s', (_name, path) => {
  it('does not go where it is told to directly', async () => {
    for (const form of addressForms) await tryForm(path, at(form), 'direct');
    expect(servers.hits.canary).toBe(0);
  });

  it('does not follow a redirect', async () => {
    const before = servers.hits.open;
    for (const [index, form] of addressForms.entries())
      await tryForm(path, redirectTo(at(form), [301, 302, 303, 307, 308][index % 5] as number), 'redirect');
    expect(servers.hits.open - before).toBeGreaterThanOrEqual(addressForms.length);
    expect(servers.hits.canary).toBe(0);
  });

  it('is not led on by a name that changes', async () => {
    const before = servers.hits.open;
    for (const form of addressForms) {
      await tryForm(path, at(flipTo(form)), 'rebinding');
    }
    names.answer = resolveInside;
    expect(servers.hits.open - before).toBeGreaterThanOrEqual(addressForms.length / 2);
    expect(servers.hits.canary).toBe(0);
  });
});

describe.each(Object.entries(socketPaths))('%s', (_name, path) => {
  it('does not connect where it is told to directly', async () => {
    for (const form of addressForms) await tryForm(path, form, 'direct');
    expect(servers.hits.canary).toBe(0);
  });

  it('is not led on by a name that changes', async () => {
    const before = servers.hits.silent;
    for (const form of addressForms) {
      await tryForm(path, flipTo(form, openSilentAddress), 'rebinding');
    }
    names.answer = resolveInside;
    expect(servers.hits.silent - before).toBeGreaterThanOrEqual(addressForms.length / 2);
    expect(servers.hits.canary).toBe(0);
  });
});

describe('key service', () => {
  it('follows no redirect from the host that the configuration names', async () => {
    const { vault } = readConfig();
    const before = servers.hits.open;
    for (const form of addressForms) {
      const named = {
        address: redirectTo(at(form), 307).replace(/$/, '?'),
        token: 't',
        mount: 'transit',
        key: 'telar',
      };
      Object.assign(readConfig(), { vault: named });
      await tryForm(() => vaultKeyService.listVersions(), form, 'redirect');
    }
    Object.assign(readConfig(), { vault });
    expect(servers.hits.open - before).toBe(addressForms.length);
    expect(servers.hits.canary).toBe(0);
  });
});

describe('the controls', () => {
  const lookup: LookupFunction = (name, options, done) => {
    const [address = '127.0.0.1'] = names.answer(name);
    if (options.all) done(null, [{ address, family: isIP(address) }]);
    else done(null, address, isIP(address));
  };

  it('ran in numbers', () => {
    expect(new Set(addressForms).size).toBe(addressForms.length);
    expect(addressForms.length).toBeGreaterThanOrEqual(60);
    const paths = Object.keys(httpPaths).length + Object.keys(socketPaths).length + 1;
    console.info(
      `SSRF: ${addressForms.length} address forms on ${paths} paths, ${combinations} combinations, ${servers.hits.canary} hits`,
    );
    expect(combinations).toBeGreaterThan(addressForms.length * paths);
    expect(servers.hits.canary).toBe(0);
  });

  it('hit the canary without a guard: directly, by redirect, by rebinding and through a socket', async () => {
    const agent = new Agent({ connect: { lookup, timeout: 200 } as object }).compose(
      interceptors.redirect({ maxRedirections: 3 }),
    );
    const call = (url: string) =>
      fetch(url, { dispatcher: agent, signal: AbortSignal.timeout(200) }).then(
        (answer) => answer.text(),
        () => null,
      );
    const count = async (work: () => Promise<unknown>) => {
      const before = servers.hits.canary;
      await work();
      return servers.hits.canary - before;
    };
    const inside = addressForms.filter((form) => /^(0?127|0x7f|0177|2130|0$|\[::(1|ffff:127)|local|foo)/i.test(form));
    expect(inside.length).toBeGreaterThan(20);
    const all = (each: (form: string) => Promise<unknown>) => async () => {
      for (const form of inside) await each(form);
    };
    const hits = {
      direct: await count(all((form) => call(at(form)))),
      redirect: await count(all((form) => call(redirectTo(at(form), 302)))),
      rebinding: await count(async () => {
        const policy = createAddressPolicy([openAddress]);
        const host = flipTo('127.0.0.1');
        const [address = ''] = names.answer(host);
        if (policy({ host, address, port })) await call(at(host));
      }),
      socket: await count(
        all(
          (form) =>
            new Promise((resolve) => {
              connect({ host: form.replace(/^\[|\]$/g, ''), port, lookup })
                .on('connect', resolve)
                .on('error', resolve);
            }),
        ),
      ),
    };
    console.info('SSRF control, hits of an unguarded client:', hits);
    expect(hits.direct).toBeGreaterThan(15);
    expect(hits.redirect).toBeGreaterThan(15);
    expect(hits.rebinding).toBe(1);
    expect(hits.socket).toBeGreaterThan(15);
  });
});
