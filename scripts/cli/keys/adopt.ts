import { TelarError } from '#core/platform/telar-error.ts';
import { adoptSecrets, legacySecretsSchema } from '#core/security/keys/adopt-secrets.ts';
import { defineCommand } from '../command.ts';
import { openWorkspace } from '../open-workspace.ts';
import { UsageError } from '../usage-error.ts';
import { readLocalFile } from './read-local-file.ts';

/** `telar keys adopt <file> --key-file <file>`: secrets that another system kept with Blowfish, encrypted anew. */
export const adopt = defineCommand({
  name: 'keys adopt',
  arguments: ['file'],
  options: { 'key-file': { type: 'text' }, workspace: { type: 'text' } },
  run: async ([path = ''], { 'key-file': keyFile, workspace }, terminal) => {
    if (keyFile === undefined) throw new UsageError('option_needs_value', { option: '--key-file' });
    const key = await readLocalFile(keyFile, terminal);
    const secrets = parseSecrets((await readLocalFile(path, terminal)).toString(), path);
    const count = await adoptSecrets(await openWorkspace(workspace), secrets, key);
    terminal.print(terminal.say('keys.adopted', { count }));
    return 0;
  },
});

function parseSecrets(text: string, path: string) {
  try {
    return legacySecretsSchema.parse(JSON.parse(text));
  } catch {
    throw new TelarError('legacy_secrets_invalid', { params: { path }, status: 422 });
  }
}
