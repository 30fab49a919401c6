import type { Locale } from '#core/contracts/identity.ts';
import { nearestName } from '#core/graph/nearest-name.ts';
import { presentError } from '#core/platform/present-error.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { translate } from '#core/platform/translate.ts';
import { chooseLocale } from './choose-locale.ts';
import type { Command, ExitCode, Say, Terminal } from './command.ts';
import { commands } from './commands.ts';
import { formatCommandHelp, formatHelp } from './help-text.ts';
import { globalOptions, parseArguments, splitCommand } from './parse-arguments.ts';
import { UsageError } from './usage-error.ts';

/** Where a command line comes from and where its words go. */
export type Surroundings = Omit<Terminal, 'locale' | 'say'>;

/** Runs one command line and answers its exit code. */
export async function runCli(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const asked = readAskedLanguage(argv);
  const locale = chooseLocale(asked, process.env) ?? 'en';
  const say: Say = (key, values = {}) => translate(locale, 'cli', key, values) ?? key;
  const terminal: Terminal = { locale, say, ...surroundings };
  try {
    if (asked !== undefined && chooseLocale(asked, process.env) === null)
      throw new UsageError('language_unknown', { language: asked });
    return await dispatch(argv, terminal);
  } catch (error) {
    terminal.note(explain(error, locale, say));
    return error instanceof UsageError ? 2 : 1;
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { say, print } = terminal;
  const { name, rest } = splitCommand(argv, Object.keys(commands));
  if (name === null) {
    const { options } = parseArguments(rest, { arguments: [], options: globalOptions });
    print(formatHelp(say));
    return options.help === true ? 0 : 2;
  }
  const command = await loadCommand(name);
  const { args, options } = parseArguments(rest, command);
  if (options.help !== true) return command.run(args, options, terminal);
  print(formatCommandHelp(command, say));
  return 0;
}

async function loadCommand(name: string): Promise<Command> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load !== undefined) return load();
  const suggestion = nearestName(name, Object.keys(commands)) ?? 'none';
  throw new UsageError('command_unknown', { command: name, suggestion });
}

function explain(error: unknown, locale: Locale, say: Say): string {
  if (error instanceof UsageError) {
    const { argument = '' } = error.values;
    const translated = say(`values.${argument}`);
    const values = error.code === 'argument_missing' ? { argument: translated } : error.values;
    return `${say(`usageErrors.${error.code}`, values)}\n${say('help.hint')}`;
  }
  if (error instanceof TelarError) return presentError(error, locale).message;
  return `${say('unexpected')}\n${error instanceof Error ? error.stack : String(error)}`;
}

function readAskedLanguage(argv: readonly string[]): string | undefined {
  const index = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  if (index < 0) return undefined;
  return argv[index] === '--lang' ? argv[index + 1] : argv[index]?.slice('--lang='.length);
}
