import { handleRequest } from '#app/api/handle-request.ts';
import { deleteFile } from '#core/files/delete-file.ts';

export const DELETE = handleRequest({ role: 'editor' }, ({ session, params }) =>
  deleteFile(session.workspaceId, params.fileId),
);
