import { globSync } from 'node:fs';
import type { Role } from '#core/contracts/identity.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { readSessionConfig } from '#core/security/read-session-config.ts';
import { createSessionToken } from '#core/security/session-token.ts';
import type { RouteHandler } from './handle-request.ts';

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the answer should hold; assertions check it.
  readonly body: any;
}

export interface TestClient {
  readonly workspaceId: string;
  readonly userId: string;
  readonly cookie: string;
  /** Calls the route's own handler as this user's browser would. A body that is bytes is sent as it is. */
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<TestAnswer>;
}

/** Every route file with the pattern of its paths: `/api/v1/runs/[runId]` matches `/api/v1/runs/run_1`. */
export const routes = globSync('app/api/v1/**/route.ts').map((file) => {
  const path = file.slice('app'.length, -'/route.ts'.length);
  return { file, path, pattern: new RegExp(`^${path.replace(/\[(\w+)\]/g, '(?<$1>[^/]+)')}$`) };
});

/** A signed-in user of the role, in a workspace of their own unless one is given. */
export async function createTestClient(role: Role = 'owner', inWorkspace?: string): Promise<TestClient> {
  const userId = createId('user');
  const workspaceId = inWorkspace ?? createId('ws');
  const database = getDatabase();
  if (inWorkspace === undefined) await database.workspace.create({ data: { id: workspaceId, name: 'Test' } });
  await database.user.create({
    data: {
      id: userId,
      name: `Test ${role}`,
      email: `${userId}@example.com`,
      passwordHash: '',
      sessionsFrom: new Date(0),
      memberships: { create: { workspaceId, role } },
    },
  });
  const cookie = `${readSessionConfig().cookieName}=${await createSessionToken({ userId, signedInAt: Date.now() })}`;
  return {
    workspaceId,
    userId,
    cookie,
    call: (method, path, body, headers) => callRoute(method, path, body, { cookie, ...headers }),
  };
}

/** Calls a route without a session unless the headers bring one. */
export async function callRoute(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  const url = new URL(path, 'http://telar.test');
  const route = routes
    .map(({ file, pattern }) => ({ file, match: pattern.exec(url.pathname) }))
    .filter(({ match }) => match !== null)
    .sort((a, b) => a.file.split('[').length - b.file.split('[').length)[0];
  if (route === undefined) throw new Error(`No route answers ${path}`);
  const module = (await import(/* @vite-ignore */ `../../${route.file}`)) as Record<string, RouteHandler>;
  const isRaw = body instanceof ReadableStream || body instanceof Uint8Array;
  const request = new Request(url, {
    method,
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
    ...(body !== undefined && { body: isRaw ? (body as BodyInit) : JSON.stringify(body), duplex: 'half' }),
  } as RequestInit);
  const response = await module[method]!(request, { params: Promise.resolve({ ...route.match?.groups }) });
  const isJson = response.headers.get('content-type') === 'application/json';
  return { status: response.status, headers: response.headers, body: isJson ? await response.json() : response.body };
}
