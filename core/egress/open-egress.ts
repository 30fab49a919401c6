import type { CreateSocket } from '#connectors/kit/create-socket.ts';
import type { HttpClient } from '#connectors/kit/http-client.ts';
import { getDatabase } from '#core/platform/database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { createAddressPolicy } from './address-policy.ts';
import { CheckedSocket } from './checked-socket.ts';
import { createEgressClient, type SentRequest } from './egress-client.ts';
import { maskAddress } from './mask-address.ts';
import { logRequest } from './request-log.ts';
import { translateEgressError } from './translate-egress-error.ts';

/** For whom requests go out. Those of a connection are written down. */
export interface EgressScope {
  readonly workspaceId: string;
  readonly connectionId?: string | undefined;
  readonly runId?: string | undefined;
  readonly nodeId?: string | undefined;
}

/** The ways out of the product for one piece of work, under the rules of its workspace as they are now. */
export interface Egress {
  readonly http: HttpClient;
  readonly createSocket: CreateSocket;
}

/** `onSent` hears of every request besides the log: as it went out, credentials included. */
export async function openEgress(scope: EgressScope, onSent?: (sent: SentRequest) => void): Promise<Egress> {
  const { workspaceId } = scope;
  const rules = await getDatabase().networkRule.findMany({ where: { workspaceId }, select: { address: true } });
  const allow = readConfig().egressAllow;
  const own = rules.map(({ address }) => address);
  const policy = createAddressPolicy(allow, own);
  const hear = (sent: SentRequest) => {
    logSent(scope, sent);
    onSent?.(sent);
  };
  return {
    http: createEgressClient({ allow, own, onSent: hear }),
    createSocket: () => createLoggedSocket(scope, new CheckedSocket(policy)),
  };
}

function logSent(scope: EgressScope, { request, response, error, startedAt, durationMs }: SentRequest): void {
  log(scope, {
    at: startedAt,
    method: request.method,
    address: maskAddress(request.url, request.secrets),
    status: response?.status ?? null,
    errorCode: error?.code ?? null,
    failed: response === null || response.status >= 400,
    durationMs: Math.round(durationMs),
    bytes: BigInt(response?.body.length ?? 0),
    attempt: request.attempt ?? 1,
  });
}

/** One entry for each time that a driver connects, written when it disconnects. */
function createLoggedSocket(scope: EgressScope, socket: CheckedSocket): CheckedSocket {
  const startedAt = new Date();
  let failure: Error | null = null;
  socket.once('error', (error) => {
    failure = error;
  });
  socket.once('close', () => {
    log(scope, {
      at: startedAt,
      method: 'CONNECT',
      address: socket.destination,
      status: null,
      errorCode: failure === null ? null : translateEgressError(failure, socket.destination, false).code,
      failed: failure !== null,
      durationMs: Date.now() - startedAt.getTime(),
      bytes: BigInt(socket.bytesRead),
      attempt: 1,
    });
  });
  return socket;
}

type Outcome = Omit<Parameters<typeof logRequest>[0], 'workspaceId' | 'connectionId' | 'runId' | 'nodeId'>;

function log({ workspaceId, connectionId, runId, nodeId }: EgressScope, outcome: Outcome): void {
  if (!connectionId) return;
  logRequest({ workspaceId, connectionId, runId: runId ?? null, nodeId: nodeId ?? null, ...outcome });
}
