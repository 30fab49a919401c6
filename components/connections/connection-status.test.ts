import { describe, expect, it } from 'vitest';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { meetsFilter, readConnectionStatus, sortConnections } from './connection-status.ts';

const at = '2026-11-24T10:00:00.000Z';
const failure = { code: 'x', message: 'x', actor: 'admin', retryable: false, params: {} } as const;

function view(changes: Partial<ConnectionView> = {}): ConnectionView {
  return {
    ...{ id: 'conn_1', connector: 'http', name: 'API', config: {}, secretNames: [], usedBy: [], createdAt: at },
    ...{ lastUsedAt: null, lastTestedAt: null, lastTestError: null, pausedPipelines: [], authorization: 'values' },
    health: { state: 'healthy', reason: null, since: at, retryAt: null },
    ...{ grant: null, owner: { userId: 'u1', name: 'Ana', isMember: true }, sharing: 'workspace', allowedUserIds: [] },
    ...changes,
  };
}

const health = (state: ConnectionView['health']['state']) => ({ state, reason: null, since: at, retryAt: null });
const grant: ConnectionView['grant'] = {
  ...{ identity: null, scopes: [], missingScopes: [], expiresAt: null, refreshable: true },
  ...{ grantedAt: at, refreshedAt: at, nextRefreshAt: null },
};

describe('how a connection stands', () => {
  it.each<[string, Partial<ConnectionView>]>([
    ['untested', {}],
    ['works', { lastTestedAt: at }],
    ['works', { lastUsedAt: at }],
    ['works', { grant }],
    ['failing', { lastTestedAt: at, lastTestError: failure }],
    ['unconnected', { health: health('needs_reconnect'), authorization: 'redirect' }],
    ['reconnect', { health: health('needs_reconnect'), authorization: 'redirect', grant }],
    ['credentials', { health: health('needs_reconnect'), lastTestError: failure }],
    ['revoked', { health: health('revoked'), authorization: 'redirect' }],
    ['limited', { health: health('rate_limited') }],
    ['expiring', { health: health('expiring'), grant }],
  ])('%s', (status, changes) => expect(readConnectionStatus(view(changes))).toBe(status));
});

describe('the list', () => {
  const [good, orphan, broken] = [
    view({ name: 'Aa', lastTestedAt: at }),
    view({ name: 'Zz', owner: { userId: 'u2', name: 'Luis', isMember: false } }),
    view({ name: 'Mm', health: health('revoked'), usedBy: [{ pipelineId: 'p', name: 'P' }] }),
  ];

  it('begins with what needs attention', () => {
    expect(sortConnections([good, orphan, broken]).map(({ name }) => name)).toEqual(['Mm', 'Zz', 'Aa']);
  });

  it('can be narrowed', () => {
    const narrow = (filter: Parameters<typeof meetsFilter>[1]) =>
      [good, orphan, broken].filter((one) => meetsFilter(one, filter, 'u2')).map(({ name }) => name);
    expect([narrow('all'), narrow('attention'), narrow('unused'), narrow('mine')]).toEqual([
      ['Aa', 'Zz', 'Mm'],
      ['Zz', 'Mm'],
      ['Aa', 'Zz'],
      ['Zz'],
    ]);
  });
});
