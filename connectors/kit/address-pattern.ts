/** Finds one e-mail address in text of any form, and none that only ends or begins like it. */
export interface AddressPattern {
  /** For `RegExp` with the flags `iu`. */
  readonly javascript: string;
  /** For PostgreSQL, without regard to case. */
  readonly postgres: string;
  /** For the engine, with the option `i`. */
  readonly engine: string;
}

/** What may stand right before an address though it ends in a letter: a line break in JSON, a separator in a query. */
const escapedBreaks = '\\\\[nrtbf]|%(?:3d|26|3a|20|22|3c|2c|0a|09)';

/** The address as it is written in rows, JSON and forms. */
export function addressPattern(email: string): AddressPattern {
  const address = [...email].map(matchCharacter).join('');
  const around = (letters: string) =>
    `(?:(?<![${letters}._%+-])|(?<=${escapedBreaks}))${address}(?![${letters}-]|\\.[${letters}])`;
  const letters = '\\p{L}\\p{N}';
  return {
    javascript: around(letters),
    postgres: around('[:alnum:]'),
    engine: `(?:^|[^${letters}._%+-]|${escapedBreaks})${address}(?:$|[^${letters}.-]|\\.(?:$|[^${letters}]))`,
  };
}

function matchCharacter(character: string): string {
  if (character === '@') return '(?:@|%40)';
  if (character === '+') return '(?:\\+|%2b)';
  return /[\\^$.*?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
