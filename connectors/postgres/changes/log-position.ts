/**
 * How far reading has come, as it is remembered: a place in the log, and which entry of the publication told of the table.
 * A publication that was dropped and made again, or that the table left for a while, did not tell of everything.
 */
export interface ReadPosition {
  readonly place: bigint;
  readonly entry: string;
}

/** From text such as `16/B374D848@16402`. */
export function parseReadPosition(text: string): ReadPosition {
  const [place = '', entry = ''] = text.split('@');
  return { place: parsePlace(place), entry };
}

export function formatReadPosition({ place, entry }: ReadPosition): string {
  return `${formatPlace(place)}@${entry}`;
}

/** A place in the server's log as a number, from its text such as `16/B374D848`. */
export function parsePlace(text: string): bigint {
  const [high = '0', low = '0'] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

export function formatPlace(place: bigint): string {
  return `${(place >> 32n).toString(16)}/${(place & 0xffff_ffffn).toString(16)}`.toUpperCase();
}
