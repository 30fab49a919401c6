import { handleRequest } from '#app/api/handle-request.ts';
import { listKeys } from '#core/security/keys/list-keys.ts';

export const GET = handleRequest({ role: 'admin' }, listKeys);
