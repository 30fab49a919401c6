/** A date format in the engine's words, and whether it has a time of day. */
export interface DateFormat {
  readonly engineFormat: string;
  readonly hasTime: boolean;
}

const tokens: Readonly<Record<string, string>> = {
  YYYY: '%Y',
  AAAA: '%Y',
  YY: '%y',
  AA: '%y',
  MMMM: '%B',
  MMM: '%b',
  MM: '%m',
  M: '%-m',
  DD: '%d',
  D: '%-d',
  HH: '%H',
  H: '%-H',
  SS: '%S',
  S: '%-S',
  PM: '%p',
};
const minutes: Readonly<Record<string, string>> = { mm: '%M', m: '%-M' };
const dateParts = /%-?[YyBbmd]/;

/**
 * Translates a format such as `DD/MM/YYYY HH:mm`. Letters count in either case, but lower-case `mm` after an hour is
 * minutes. With `PM` in the format, hours run to 12. Undefined when a letter means nothing or no date part is there.
 */
export function parseDateFormat(format: string): DateFormat | undefined {
  let engineFormat = '';
  let hasTime = false;
  for (const [piece] of format.matchAll(/([A-Za-z])\1*(?:(?<=P)M)?|[^A-Za-z]/g)) {
    const token = (hasTime ? minutes[piece] : undefined) ?? tokens[piece.toUpperCase()];
    if (token === undefined && /^[A-Za-z]/.test(piece)) return undefined;
    if (token === '%H' || token === '%-H') hasTime = true;
    engineFormat += token ?? piece.replace('%', '%%');
  }
  if (engineFormat.includes('%p')) engineFormat = engineFormat.replace('%H', '%I').replace('%-H', '%-I');
  return dateParts.test(engineFormat) && format.length <= 100 ? { engineFormat, hasTime } : undefined;
}
