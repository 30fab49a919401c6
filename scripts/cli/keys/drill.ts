import { resolve } from 'node:path';
import { presentError } from '#core/platform/present-error.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { drillRecovery } from '#core/security/keys/drill-recovery.ts';
import { defineCommand } from '../command.ts';
import { readLocalFile, readShares } from './read-local-file.ts';

/** `telar keys drill <dump> <shares…>`: opens every secret of a dump from shares alone, and tells none. */
export const drill = defineCommand({
  name: 'keys drill',
  arguments: ['dump', 'shareFiles'],
  repeatsLast: true,
  options: { known: { type: 'text' }, json: { type: 'flag' } },
  run: async ([dump = '', ...paths], { known, json }, terminal) => {
    const { folder, say, print } = terminal;
    const text = known === undefined ? null : (await readLocalFile(known, terminal)).toString().trimEnd();
    const result = await drillRecovery(resolve(folder, dump), await readShares(paths, terminal), text);
    const { opened, unreadable, isKnownFound } = result;
    if (json) print(JSON.stringify(result, null, 2));
    else {
      for (const { place, code } of unreadable)
        print(`${place.table} ${place.row}: ${presentError(new TelarError(code), terminal.locale).message}`);
      print(say('keys.drilled', { opened, unreadable: unreadable.length, known: tellKnown(isKnownFound) }));
    }
    return opened > 0 && unreadable.length === 0 && isKnownFound !== false ? 0 : 1;
  },
});

function tellKnown(isFound: boolean | null): string {
  if (isFound === null) return 'unasked';
  return isFound ? 'found' : 'missing';
}
