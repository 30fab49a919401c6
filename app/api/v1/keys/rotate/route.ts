import { handleRequest } from '#app/api/handle-request.ts';
import { actorOf } from '#core/audit/record-audit-event.ts';
import { rotateKeysRequestSchema } from '#core/contracts/keys.ts';
import { listKeys } from '#core/security/keys/list-keys.ts';
import { rotateKeys } from '#core/security/keys/rotate-keys.ts';

export const POST = handleRequest({ role: 'admin', body: rotateKeysRequestSchema }, async ({ session, body }) => {
  await rotateKeys({ workspaceId: session.workspaceId, actor: actorOf(session) }, body.from);
  return listKeys();
});
