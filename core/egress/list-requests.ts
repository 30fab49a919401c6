import type { LoggedRequestView, RequestLog, RequestLogQuery } from '#core/contracts/network.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { EgressRequest } from '#prisma/generated/client.ts';

/** A page of the requests that left in the name of a connection, newest first. */
export async function listRequests(
  workspaceId: string,
  connectionId: string,
  { cursor, show, limit }: RequestLogQuery,
): Promise<RequestLog> {
  const requests = await getDatabase().egressRequest.findMany({
    where: {
      workspaceId,
      connectionId,
      ...(show === 'failed' && { failed: true }),
      ...(cursor !== undefined && { id: { lt: BigInt(cursor) } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const page = requests.slice(0, limit);
  const last = page.at(-1);
  return {
    requests: page.map(presentRequest),
    nextCursor: requests.length > limit && last ? String(last.id) : null,
  };
}

function presentRequest(request: EgressRequest): LoggedRequestView {
  const { id, at, runId, nodeId, method, address, status, failed, errorCode, durationMs, bytes, attempt } = request;
  const sent = { runId, nodeId, method, address, status, failed, errorCode, durationMs, attempt };
  return { id: String(id), at: at.toISOString(), ...sent, bytes: Number(bytes) };
}
