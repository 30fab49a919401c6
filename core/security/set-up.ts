import type { Locale, SetupRequest } from '#core/contracts/identity.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { hashPassword } from './hash-password.ts';
import { normalizeEmail } from './sign-in.ts';

/** Whether nobody has set up this installation yet. */
export async function isSetupNeeded(): Promise<boolean> {
  return (await getDatabase().user.findFirst({ select: { id: true } })) === null;
}

/**
 * Creates the owner and the workspace, once: of several calls at the same time one succeeds and
 * the others throw `setup_done` (409).
 */
export async function setUp(request: SetupRequest, locale: Locale): Promise<{ userId: string; workspaceId: string }> {
  if (!(await isSetupNeeded())) throw setupDone();
  const passwordHash = await hashPassword(request.password);
  const userId = createId('user');
  const workspaceId = createId('ws');
  await getDatabase().$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('telar_setup'))`;
    if ((await transaction.user.count()) > 0) throw setupDone();
    await transaction.user.create({
      data: {
        id: userId,
        email: normalizeEmail(request.email),
        name: request.name,
        passwordHash,
        locale,
        sessionsFrom: new Date(),
        memberships: {
          create: { role: 'owner', workspace: { create: { id: workspaceId, name: request.workspaceName } } },
        },
      },
    });
  });
  return { userId, workspaceId };
}

function setupDone(): TelarError {
  return new TelarError('setup_done', { status: 409 });
}
