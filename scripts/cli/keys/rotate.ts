import { renewSecrets } from '#core/security/keys/renew-secrets.ts';
import { rotateKeys } from '#core/security/keys/rotate-keys.ts';
import { defineCommand } from '../command.ts';
import { actInTerminal } from './act-in-terminal.ts';

/** `telar keys rotate`: a new version, and everything encrypted anew with it while others go on. */
export const rotate = defineCommand({
  name: 'keys rotate',
  arguments: [],
  options: { workspace: { type: 'text' }, json: { type: 'flag' } },
  run: async (_, { workspace, json }, { say, print, note }) => {
    const version = await rotateKeys(await actInTerminal(workspace), null);
    if (!json) note(say('keys.rotated', { version }));
    const renewed = await renewSecrets();
    print(json ? JSON.stringify({ version, ...renewed }, null, 2) : say('keys.renewed', { ...renewed }));
    return renewed.unreadable === 0 ? 0 : 1;
  },
});
