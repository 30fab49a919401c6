import { describe, expect, it } from 'vitest';
import { chooseLocale } from './choose-locale.ts';
import type { OptionDefinitions } from './command.ts';
import { parseArguments, splitCommand } from './parse-arguments.ts';
import { UsageError } from './usage-error.ts';

const options: OptionDefinitions = { output: { type: 'text', short: 'o' }, draft: { type: 'flag' } };
const command = { arguments: ['pipeline'], options };

describe('parseArguments', () => {
  it.each([
    [['Contacts'], ['Contacts'], {}],
    [['Contacts', '--draft', '-o', 'a.json'], ['Contacts'], { draft: true, output: 'a.json' }],
    [['--output=a.json', 'Contacts'], ['Contacts'], { output: 'a.json' }],
    [['--', '-odd name'], ['-odd name'], {}],
    [['--help'], [], { help: true }],
    [['Contacts', '--lang', 'es'], ['Contacts'], { lang: 'es' }],
  ])('reads %j', (argv, args, parsed) => {
    expect(parseArguments(argv, command)).toEqual({ args, options: parsed });
  });

  it('takes the last argument several times where the command says so', () => {
    const repeating = { ...command, repeatsLast: true };
    expect(parseArguments(['a', 'b', 'c'], repeating).args).toEqual(['a', 'b', 'c']);
    expect(() => parseArguments([], repeating)).toThrow(UsageError);
  });

  it.each([
    [[], 'argument_missing', { argument: 'pipeline' }],
    [['a', 'b'], 'argument_extra', { argument: 'b' }],
    [['a', '--drft'], 'option_unknown', { option: '--drft', suggestion: '--draft' }],
    [['a', '-x'], 'option_unknown', { option: '-x', suggestion: 'none' }],
    [['a', '--draft=yes'], 'option_takes_no_value', { option: '--draft' }],
    [['a', '-o'], 'option_needs_value', { option: '-o' }],
    [['a', '--output='], 'option_needs_value', { option: '--output' }],
  ])('refuses %j: %s', (argv, code, values) => {
    expect(() => parseArguments(argv, command)).toThrow(
      expect.objectContaining({ constructor: UsageError, code, values }),
    );
  });
});

it.each([
  [['run', 'a', '--json'], 'run', ['a', '--json']],
  [['--lang', 'es', 'run', 'a'], 'run', ['--lang', 'es', 'a']],
  [['--help'], null, ['--help']],
  [[], null, []],
  [['keys', '--json'], 'keys', ['--json']],
  [['--lang', 'es', 'keys', 'split', '--shares', '5'], 'keys split', ['--lang', 'es', '--shares', '5']],
])('finds the command in %j', (argv, name, rest) => {
  expect(splitCommand(argv, ['run', 'keys', 'keys split'])).toEqual({ name, rest });
});

it.each([
  ['es', { LANG: 'en_US.UTF-8' }, 'es'],
  [undefined, { LANG: 'es_AR.UTF-8' }, 'es'],
  [undefined, { LC_ALL: 'C', LANG: 'es_ES' }, 'en'],
  [undefined, { LANG: 'fr_FR.UTF-8' }, 'en'],
  [undefined, {}, 'en'],
  ['fr', { LANG: 'es_ES' }, null],
])('chooses the language for --lang %s and %j', (asked, environment, locale) => {
  expect(chooseLocale(asked, environment as unknown as NodeJS.ProcessEnv)).toBe(locale);
});
