import { resolve } from 'node:path';
import { logToStandardError } from '#core/platform/logger.ts';
import { generateWhenStale } from './prepare.ts';

// The command `telar`, started by telar.mjs in the checkout. Whatever is logged must not mix with results.
logToStandardError();
process.env.TELAR_LOG_LEVEL ||= 'error';
process.env.TELAR_DATA_DIR = resolve(process.env.TELAR_DATA_DIR || '.telar');
const interruption = new AbortController();
process.on('SIGINT', () => {
  if (interruption.signal.aborted) process.exit(1);
  interruption.abort();
});
await generateWhenStale();
const { runCli } = await import('./cli/run-cli.ts');
process.exit(
  await runCli(process.argv.slice(2), {
    folder: process.env.TELAR_CLI_FOLDER || process.cwd(),
    print: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    interrupted: interruption.signal,
  }),
);
