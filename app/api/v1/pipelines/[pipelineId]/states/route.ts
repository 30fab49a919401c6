import { handleRequest } from '#app/api/handle-request.ts';
import { changeStateRequestSchema } from '#core/contracts/states.ts';
import { changeState } from '#core/pipelines/change-state.ts';
import { listStates } from '#core/pipelines/list-states.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session, params, locale }) => ({
  states: await listStates(session.workspaceId, params.pipelineId, locale),
}));

export const POST = handleRequest(
  { role: 'editor', body: changeStateRequestSchema },
  ({ session, params, body, locale }) => changeState(session, params.pipelineId, body, locale),
);
