import { cipherTitles } from '#core/contracts/keys.ts';
import { listKeys } from '#core/security/keys/list-keys.ts';
import { defineCommand } from '../command.ts';
import { formatTable } from '../format-table.ts';
import { openWorkspace } from '../open-workspace.ts';

/** `telar keys`: versions of the key-encryption key and what still waits for the active one. */
export const list = defineCommand({
  name: 'keys',
  arguments: [],
  options: { workspace: { type: 'text' }, json: { type: 'flag' } },
  run: async (_, { workspace, json }, { say, print }) => {
    await openWorkspace(workspace);
    const keys = await listKeys();
    const { storage, cipher, versions, waiting } = keys;
    if (json) print(JSON.stringify(keys, null, 2));
    else {
      const columns = ['version', 'state', 'service', 'created'].map((name) => ({ title: say(`columns.${name}`) }));
      const rows = versions.map(({ version, state, service, createdAt }) => [
        String(version),
        say(`keyStates.${state}`),
        service,
        createdAt,
      ]);
      if (rows.length > 0) print(`${formatTable(columns, rows)}\n`);
      print(say('keys.summary', { storage, cipher: cipherTitles[cipher], waiting }));
    }
    return 0;
  },
});
