import { handleRequest } from '#app/api/handle-request.ts';
import { setupRequestSchema } from '#core/contracts/identity.ts';
import { isSetupNeeded, setUp } from '#core/security/set-up.ts';

export const GET = handleRequest({ role: 'anyone' }, async () => ({ needed: await isSetupNeeded() }));

export const POST = handleRequest({ role: 'anyone', body: setupRequestSchema, status: 201 }, ({ body, locale }) =>
  setUp(body, locale),
);
