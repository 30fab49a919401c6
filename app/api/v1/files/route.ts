import { z } from 'zod';
import { handleRequest } from '#app/api/handle-request.ts';
import { maxFileBytes } from '#core/contracts/files.ts';
import { listFiles } from '#core/files/list-files.ts';
import { fileTooLarge, uploadFile } from '#core/files/upload-file.ts';
import { TelarError } from '#core/platform/telar-error.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session }) => ({
  files: await listFiles(session.workspaceId),
}));

const query = z.object({ name: z.string().default('') });

export const POST = handleRequest({ role: 'editor', query }, async ({ request, session, query }) => {
  const name = readFileName(query.name);
  if (Number(request.headers.get('content-length') ?? 0) > maxFileBytes) throw fileTooLarge();
  const { file, isNew } = await uploadFile(
    session,
    name,
    request.body ?? new ReadableStream({ start: (it) => it.close() }),
  );
  return Response.json(file, { status: isNew ? 201 : 200 });
});

/** The last part of a path, without what no file name may hold. */
function readFileName(given: string): string {
  const name = (given.toWellFormed().split(/[\\/]/).at(-1) ?? '').replace(/\p{Cc}/gu, '').trim();
  if (name === '') throw new TelarError('file_name_missing', { field: 'name', status: 422 });
  return name.length <= 255 ? name : `${name.slice(0, 200)}…${name.slice(-50)}`;
}
