import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Locale, Role } from '#core/contracts/identity.ts';
import { GraphInvalidError } from '#core/pipelines/graph-invalid-error.ts';
import { explainDatabaseError } from '#core/platform/explain-database-error.ts';
import { getLogger } from '#core/platform/logger.ts';
import { presentError, presentProblem } from '#core/platform/present-error.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { authorizeRequest } from '#core/security/authorize-request.ts';
import { checkSameOrigin } from '#core/security/check-same-origin.ts';
import { readCookie } from '#core/security/read-cookie.ts';
import { localeCookie, negotiateLocale } from '#core/security/read-locale.ts';
import type { Session } from '#core/security/session.ts';
import { parseInput, readJsonBody } from './read-json-body.ts';

/** Names that appear in brackets in the paths of routes. */
type PathParam =
  | 'pipelineId'
  | 'versionId'
  | 'runId'
  | 'nodeId'
  | 'connectionId'
  | 'fileId'
  | 'scheduleId'
  | 'linkId'
  | 'attemptId'
  | 'requestId'
  | 'issueId'
  | 'viewId'
  | 'connector'
  | 'token';

export interface HandledRequest<Access, Body, Query> {
  readonly request: Request;
  readonly session: Access extends 'anyone' ? null : Session;
  /** Holds those of the route's own path. */
  readonly params: Readonly<Record<PathParam, string>>;
  readonly body: Body;
  readonly query: Query;
  readonly locale: Locale;
}

export interface RequestRules<Access, BodySchema, QuerySchema> {
  /** The least role that may ask. `anyone`: also without a session. */
  readonly role: Access;
  /** Shape of the JSON body. Without it the body is left to the handler. */
  readonly body?: BodySchema;
  readonly query?: QuerySchema;
  /** Status of a successful answer: 200 unless told. */
  readonly status?: number;
  readonly maxBodyBytes?: number;
}

interface RouteContext {
  readonly params: Promise<Readonly<Partial<Record<string, string | string[]>>> | undefined>;
}

export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

const defaultMaxBodyBytes = 4 * 1024 ** 2;
const handlers = new WeakSet<RouteHandler>();

/** Whether a route's export went through `handleRequest`. */
export function isHandled(handler: unknown): boolean {
  return handlers.has(handler as RouteHandler);
}

/**
 * The one way into the management API: authenticates, checks the role and the origin, parses query
 * and body, and presents what the handler returns (or throws) in the reader's language.
 */
export function handleRequest<
  Access extends Role | 'anyone',
  BodySchema extends z.ZodType = z.ZodUndefined,
  QuerySchema extends z.ZodType = z.ZodUndefined,
>(
  rules: RequestRules<Access, BodySchema, QuerySchema>,
  handle: (handled: HandledRequest<Access, z.output<BodySchema>, z.output<QuerySchema>>) => Promise<unknown>,
): RouteHandler {
  const handler: RouteHandler = async (request, context) => {
    const requestId = randomUUID();
    let locale = negotiateLocale(readCookie(request.headers, localeCookie), request.headers.get('accept-language'));
    try {
      const authorized = await authorize(request, rules.role);
      locale = authorized?.session.locale ?? locale;
      const answer = await handle({
        request,
        session: (authorized?.session ?? null) as HandledRequest<Access, unknown, unknown>['session'],
        params: readParams(await context.params),
        body: (rules.body &&
          (await readJsonBody(
            request,
            rules.body,
            locale,
            rules.maxBodyBytes ?? defaultMaxBodyBytes,
          ))) as z.output<BodySchema>,
        query: (rules.query &&
          parseInput(
            Object.fromEntries(new URL(request.url).searchParams),
            rules.query,
            locale,
          )) as z.output<QuerySchema>,
        locale,
      });
      return finish(toResponse(answer, rules.status ?? 200), requestId, authorized?.renewedCookie ?? null);
    } catch (error) {
      return finish(presentFailedRequest(explainDatabaseError(error), locale, requestId), requestId, null);
    }
  };
  handlers.add(handler);
  return handler;
}

async function authorize(request: Request, access: Role | 'anyone') {
  if (access !== 'anyone') return authorizeRequest(request, access);
  checkSameOrigin(request);
  return null;
}

/** Ids of another form belong to nothing here. */
function readParams(params: Awaited<RouteContext['params']>): Readonly<Record<PathParam, string>> {
  for (const value of Object.values(params ?? {})) {
    if (typeof value !== 'string' || !/^[a-z0-9_]{1,80}$/.test(value))
      throw new TelarError('not_found', { status: 404 });
  }
  return params as Record<PathParam, string>;
}

function toResponse(answer: unknown, status: number): Response {
  if (answer instanceof Response) return answer;
  return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer, { status });
}

function presentFailedRequest(error: unknown, locale: Locale, requestId: string): Response {
  const body = {
    error: presentError(error, locale, requestId),
    ...(error instanceof GraphInvalidError && {
      problems: error.problems.map((problem) => presentProblem(problem, locale)),
    }),
  };
  const status = error instanceof TelarError ? error.status : 500;
  if (error instanceof TelarError && status >= 500) {
    getLogger('api').warn({ code: error.code, cause: error.cause, requestId }, 'Request failed');
  }
  return Response.json(body, { status });
}

function finish(response: Response, requestId: string, renewedCookie: string | null): Response {
  response.headers.set('x-request-id', requestId);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  if (renewedCookie !== null && !response.headers.has('set-cookie'))
    response.headers.append('set-cookie', renewedCookie);
  return response;
}
