import { z } from 'zod';
import { handleRequest } from '#app/api/handle-request.ts';
import { deleteOAuthApp, putOAuthApp } from '#core/connections/oauth/oauth-apps.ts';
import { connectorIds } from '#core/contracts/connections.ts';
import { putOAuthAppRequestSchema } from '#core/contracts/oauth.ts';
import { TelarError } from '#core/platform/telar-error.ts';

const connectorSchema = z.enum(connectorIds);

export const PUT = handleRequest({ role: 'admin', body: putOAuthAppRequestSchema }, ({ session, params, body }) => {
  const connector = connectorSchema.safeParse(params.connector);
  if (!connector.success) throw new TelarError('not_found', { status: 404 });
  return putOAuthApp(session, connector.data, body);
});

export const DELETE = handleRequest({ role: 'admin' }, ({ session, params }) =>
  deleteOAuthApp(session, params.connector),
);
