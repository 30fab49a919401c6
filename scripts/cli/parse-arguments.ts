import { parseArgs } from 'node:util';
import { nearestName } from '#core/graph/nearest-name.ts';
import type { Command, OptionDefinitions } from './command.ts';
import { UsageError } from './usage-error.ts';

/** What every command takes. */
export const globalOptions = {
  help: { type: 'flag', short: 'h' },
  lang: { type: 'text' },
} as const satisfies OptionDefinitions;

export interface ParsedArguments {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean>>;
}

/**
 * The word that names the command, wherever it stands, with what remains; the values of options are not taken for it. A word
 * that begins names of two words takes the next one along.
 */
export function splitCommand(
  argv: readonly string[],
  names: readonly string[],
): { name: string | null; rest: readonly string[] } {
  const index = argv.findIndex((word, position) => !word.startsWith('-') && argv[position - 1] !== '--lang');
  if (index < 0) return { name: null, rest: argv };
  const [first = '', second = '-'] = argv.slice(index);
  const isPair = !second.startsWith('-') && names.some((name) => name.startsWith(`${first} `));
  return { name: isPair ? `${first} ${second}` : first, rest: argv.toSpliced(index, isPair ? 2 : 1) };
}

/** Arguments and options of a command. Throws UsageError; with `--help`, missing arguments are no error. */
export function parseArguments(
  argv: readonly string[],
  command: Pick<Command, 'arguments' | 'options' | 'repeatsLast'>,
): ParsedArguments {
  const definitions: OptionDefinitions = { ...command.options, ...globalOptions };
  const config = Object.entries(definitions).map(([name, { type, short }]) => [
    name,
    { type: type === 'flag' ? 'boolean' : 'string', ...(short !== undefined && { short }) },
  ]);
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(config),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const options: Record<string, string | boolean> = {};
  const args: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') args.push(token.value);
    if (token.kind === 'option') options[token.name] = readOption(token, definitions);
  }
  if (options.help !== true) checkCount(args, command);
  return { args, options };
}

function readOption(
  { name, rawName, value }: { name: string; rawName: string; value?: string | undefined },
  definitions: OptionDefinitions,
): string | boolean {
  const definition = definitions[name];
  if (definition === undefined) {
    const suggestion = nearestName(name, Object.keys(definitions));
    throw new UsageError('option_unknown', { option: rawName, suggestion: suggestion ? `--${suggestion}` : 'none' });
  }
  if (definition.type === 'flag') {
    if (value !== undefined) throw new UsageError('option_takes_no_value', { option: rawName });
    return true;
  }
  if (value === undefined || value === '') throw new UsageError('option_needs_value', { option: rawName });
  return value;
}

function checkCount(
  args: readonly string[],
  { arguments: names, repeatsLast }: Pick<Command, 'arguments' | 'repeatsLast'>,
): void {
  const missing = names[args.length];
  if (missing !== undefined) throw new UsageError('argument_missing', { argument: missing });
  const extra = args[names.length];
  if (extra !== undefined && !repeatsLast) throw new UsageError('argument_extra', { argument: extra });
}
