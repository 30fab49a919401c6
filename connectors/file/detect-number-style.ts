import type { NumberStyle } from '#connectors/kit/detect-text-type.ts';

type Vote = 'comma' | 'point';

/**
 * How the file writes numbers, by what cannot be read otherwise: `1.234,5` and `0,5` speak for the comma, `1,234.5` and
 * `0.5` for the point. Three digits after a single separator (`1.234`) say nothing; then a file delimited by `;`, as
 * spreadsheets of comma countries write, decides.
 */
export function detectNumberStyle(columns: readonly (readonly string[])[], delimiter: string): NumberStyle {
  const numeric = columns.filter(
    (values) => values.length > 0 && values.every((value) => /^-?\d[\d.,' ]*$/.test(value)),
  );
  const votes = { comma: 0, point: 0 };
  let grouping = '';
  let undecided = false;
  for (const values of numeric) {
    const columnVotes = new Set(values.map(voteFor).filter((vote) => vote !== null));
    if (columnVotes.size === 1) votes[[...columnVotes][0] as Vote] += 1;
    undecided ||= columnVotes.size === 0 && values.some((value) => /[.,]/.test(value));
    const separator = values
      .map((value) => /^-?\d{1,3}([ '])\d{3}(\1\d{3})*([.,]\d+)?$/.exec(value)?.[1])
      .find(Boolean);
    grouping ||= separator ?? '';
  }
  const comma = votes.comma === votes.point ? undecided && delimiter === ';' : votes.comma > votes.point;
  const other = comma ? '.' : ',';
  const group = new RegExp(`^-?\\d{1,3}(\\${other}\\d{3})+(\\${comma ? ',' : '.'}\\d+)?$`);
  const grouped = numeric.some(
    (values) => values.some((value) => group.test(value)) && values.every(readable(group, comma)),
  );
  const thousandsSeparator = grouped ? other : (grouping as NumberStyle['thousandsSeparator']);
  return { decimalSeparator: comma ? ',' : '.', thousandsSeparator };
}

function voteFor(value: string): Vote | null {
  if (/\..*,/.test(value)) return 'comma';
  if (/,.*\./.test(value)) return 'point';
  if (/^-?\d{1,3}(\.\d{3}){2,}$/.test(value)) return 'comma';
  if (/^-?\d{1,3}(,\d{3}){2,}$/.test(value)) return 'point';
  const single = /^-?([\d ']+)([.,])(\d+)$/.exec(value);
  if (single === null) return null;
  const [, whole = '', separator, fraction = ''] = single;
  const couldBeGroup = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  if (couldBeGroup) return null;
  return separator === ',' ? 'comma' : 'point';
}

function readable(group: RegExp, comma: boolean): (value: string) => boolean {
  const plain = comma ? /^-?\d+(,\d+)?$/ : /^-?\d+(\.\d+)?$/;
  return (value) => group.test(value) || plain.test(value);
}
