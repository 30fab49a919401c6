import type { Command, OptionDefinition, Say } from './command.ts';
import { commands } from './commands.ts';
import { formatTable } from './format-table.ts';
import { globalOptions } from './parse-arguments.ts';

/** What `telar --help` prints. */
export function formatHelp(say: Say): string {
  const rows = Object.keys(commands).map((name) => [`  ${name}`, say(`commands.${messageKey(name)}.summary`)]);
  const usage = `${say('help.usage')} telar <${say('help.command')}> ${say('help.options')}`;
  return [usage, indentTable(say('help.commands'), rows), optionsTable(globalOptions, say), say('help.exitCodes')].join(
    '\n\n',
  );
}

/** What `telar <command> --help` prints. */
export function formatCommandHelp(command: Command, say: Say): string {
  const args = command.arguments.map((name) => `<${say(`values.${name}`)}>`);
  if (command.repeatsLast) args.push('…');
  const usage = `${say('help.usage')} ${['telar', command.name, ...args].join(' ')} ${say('help.options')}`;
  const { options } = command;
  const name = messageKey(command.name);
  const parts = [usage, say(`commands.${name}.summary`), say(`commands.${name}.details`)];
  return [...parts, optionsTable({ ...options, ...globalOptions }, say), say('help.exitCodes')].join('\n\n');
}

/** Two words are two steps in the catalogue. */
function messageKey(commandName: string): string {
  return commandName.replace(' ', '.');
}

function optionsTable(options: Readonly<Record<string, OptionDefinition>>, say: Say): string {
  const rows = Object.entries(options).map(([name, { type, short }]) => {
    const flags = short === undefined ? `--${name}` : `-${short}, --${name}`;
    return [`  ${flags}${type === 'text' ? ` <${say(`values.${name}`)}>` : ''}`, say(`options.${name}`)];
  });
  return indentTable(say('help.optionsTitle'), rows);
}

function indentTable(title: string, rows: readonly (readonly string[])[]): string {
  return formatTable([{ title }, { title: '' }], rows);
}
