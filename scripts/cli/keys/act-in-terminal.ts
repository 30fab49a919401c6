import type { KeyChange } from '#core/security/keys/rotate-keys.ts';
import { openWorkspace } from '../open-workspace.ts';

/** Opens the workspace whose audit trail tells that its owner did something to the keys from a terminal. */
export async function actInTerminal(workspace: string | undefined): Promise<KeyChange> {
  const { workspaceId, userId, userName } = await openWorkspace(workspace);
  return { workspaceId, actor: { kind: 'cli', id: userId, name: userName } };
}
