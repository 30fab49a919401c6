import { handleRequest } from '#app/api/handle-request.ts';
import { changeGuideRequestSchema } from '#core/contracts/home.ts';
import { setGuideDismissed } from '#core/home/guide.ts';

export const PATCH = handleRequest({ role: 'viewer', body: changeGuideRequestSchema }, ({ session, body }) =>
  setGuideDismissed(session, body.dismissed),
);
