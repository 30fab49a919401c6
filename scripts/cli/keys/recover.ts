import { formatKeyRing } from '#core/security/keys/key-ring.ts';
import { recoverKeyRing, recoverKeys } from '#core/security/keys/recover-keys.ts';
import { defineCommand } from '../command.ts';
import { actInTerminal } from './act-in-terminal.ts';
import { readShares } from './read-local-file.ts';

/** `telar keys recover <shares…>`: puts keys back from their shares. */
export const recover = defineCommand({
  name: 'keys recover',
  arguments: ['shareFiles'],
  repeatsLast: true,
  options: { print: { type: 'flag' }, workspace: { type: 'text' } },
  run: async (paths, { print: isPrinted, workspace }, terminal) => {
    const { say, print, note } = terminal;
    const by = await actInTerminal(workspace);
    const shares = await readShares(paths, terminal);
    if (isPrinted) {
      print(`TELAR_ENCRYPTION_KEY=${formatKeyRing(await recoverKeyRing(shares))}`);
      note(say('keys.printed'));
    } else note(say('keys.recovered', { versions: (await recoverKeys(by, shares)).join(', ') }));
    return 0;
  },
});
