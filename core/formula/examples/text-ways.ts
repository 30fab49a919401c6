import type { Way } from './piece.ts';

type Change = readonly [write: (text: string) => string, cost: number, change: (text: string) => string | null];

const separators = [' ', '@', '.', '-', '/', ',', ';', ':', '|', '_'];

/** A text as a formula writes it. */
export function quoteText(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

const words = (text: string) => text.split(/[\s\p{Z}\u200b\ufeff]+/u).filter((word) => word !== '');
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');
const orBlank = (text: string | undefined) => (text === undefined || text === '' ? null : text);
const proper = (text: string) =>
  text.toLowerCase().replace(/[\p{L}\p{M}\p{N}'’]+/gu, ([first = '', ...rest]) => first.toUpperCase() + rest.join(''));
const sentence = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
const split = (separator: string, part: number) => (text: string) =>
  orBlank(text.split(separator).at(part > 0 ? part - 1 : part));

/** Ways to take a part of a text; each is what the function of the same name does. */
const parts: readonly Change[] = [
  [(text) => text, 0, (text) => text],
  [(text) => `TRIM(${text})`, 1, (text) => words(text).join(' ')],
  [(text) => `FIRSTWORD(${text})`, 1, (text) => words(text)[0] ?? null],
  [(text) => `LASTWORD(${text})`, 1, (text) => words(text).at(-1) ?? null],
  [(text) => `WORD(${text}, 2)`, 1.6, (text) => words(text)[1] ?? null],
  [
    (text) => `INITIALS(${text})`,
    1.9,
    (text) =>
      orBlank(
        words(text)
          .map((word) => word.slice(0, 1).toUpperCase())
          .join(''),
      ),
  ],
  [(text) => `DIGITS(${text})`, 1, (text) => orBlank(text.replace(/[^0-9]+/g, ''))],
  [(text) => `EMAILUSER(${text})`, 1, (text) => orBlank(/^([^@\s]+)@[^@\s]+$/.exec(text.trim())?.[1]?.toLowerCase())],
  [(text) => `EMAILDOMAIN(${text})`, 1, (text) => orBlank(/^[^@\s]+@([^@\s]+)$/.exec(text.trim())?.[1]?.toLowerCase())],
  ...[1, 2, 3, 4, 5, 6].flatMap((count): Change[] => [
    [(text) => `LEFT(${text}, ${count})`, 1.2 + count / 10, (text) => text.slice(0, count)],
    [(text) => `RIGHT(${text}, ${count})`, 1.2 + count / 10, (text) => text.slice(-count)],
  ]),
  ...separators.flatMap((separator) =>
    [1, 2, 3, -1].map(
      (part): Change => [
        (text) => `SPLIT(${text}, ${quoteText(separator)}, ${part})`,
        1.8 + Math.abs(part) / 20,
        split(separator, part),
      ],
    ),
  ),
];

const letters: readonly Change[] = [
  [(text) => text, 0, (text) => text],
  [(text) => `UPPER(${text})`, 0.8, (text) => text.toUpperCase()],
  [(text) => `LOWER(${text})`, 0.8, (text) => text.toLowerCase()],
  [(text) => `PROPER(${text})`, 0.9, proper],
  [(text) => `SENTENCE(${text})`, 1, sentence],
  [(text) => `STRIPACCENTS(${text})`, 1, plain],
  [(text) => `LOWER(STRIPACCENTS(${text}))`, 1.6, (text) => plain(text).toLowerCase()],
  [(text) => `UPPER(STRIPACCENTS(${text}))`, 1.6, (text) => plain(text).toUpperCase()],
  [
    (text) => `SLUG(${text})`,
    1.2,
    (text) =>
      plain(text)
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, ''),
  ],
];

/** Parts of a text field, in every kind of letters. */
export function textWays(reference: string): Way[] {
  return parts.flatMap(([writePart, partCost, takePart]) =>
    letters.map(([write, cost, change]) => ({
      formula: write(writePart(reference)),
      cost: 1 + partCost + cost,
      take: (text) => {
        const taken = takePart(text);
        return taken === null ? null : change(taken);
      },
    })),
  );
}
