import { importKey, prepareImport } from '#core/security/keys/import-key.ts';
import { renewSecrets } from '#core/security/keys/renew-secrets.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../usage-error.ts';
import { actInTerminal } from './act-in-terminal.ts';
import { readLocalFile } from './read-local-file.ts';

/** `telar keys import --prepare`, then `telar keys import --file <wrapped key>`: a key from outside. */
export const importKeyCommand = defineCommand({
  name: 'keys import',
  arguments: [],
  options: { prepare: { type: 'flag' }, file: { type: 'text' }, workspace: { type: 'text' } },
  run: async (_, { prepare, file, workspace }, terminal) => {
    const { say, print, note } = terminal;
    if ((prepare === true) === (file !== undefined))
      throw new UsageError('options_exclude', { first: '--prepare', second: '--file' });
    const by = await actInTerminal(workspace);
    if (file === undefined) {
      print(prepareImport().trimEnd());
      note(say('keys.prepared'));
      return 0;
    }
    const version = await importKey(by, await readLocalFile(file, terminal));
    note(say('keys.imported', { version }));
    const renewed = await renewSecrets();
    print(say('keys.renewed', { ...renewed }));
    return renewed.unreadable === 0 ? 0 : 1;
  },
});
