import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { TelarError } from '#core/platform/telar-error.ts';
import { splitKeys } from '#core/security/keys/recover-keys.ts';
import { defineCommand } from '../command.ts';
import { actInTerminal } from './act-in-terminal.ts';

const defaultPlan = { shares: '5', threshold: '3' };

/** `telar keys split --shares 5 --threshold 3`: shares to hand out, on the terminal or one per file. */
export const split = defineCommand({
  name: 'keys split',
  arguments: [],
  options: {
    shares: { type: 'text' },
    threshold: { type: 'text' },
    folder: { type: 'text', short: 'o' },
    workspace: { type: 'text' },
  },
  run: async (_, { shares, threshold, folder, workspace }, terminal) => {
    const { say, print, note } = terminal;
    const plan = {
      shares: Number(shares ?? defaultPlan.shares),
      threshold: Number(threshold ?? defaultPlan.threshold),
    };
    const lines = await splitKeys(await actInTerminal(workspace), plan);
    if (folder === undefined) print(lines.join('\n'));
    else await writeShares(resolve(terminal.folder, folder), lines);
    note(say('keys.split', plan));
    return 0;
  },
});

async function writeShares(folder: string, shares: readonly string[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const [index, share] of shares.entries())
      await writeFile(join(folder, `share-${index + 1}.txt`), `${share}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'other';
    throw new TelarError('local_file_unwritable', { params: { path: folder, reason }, cause });
  }
}
