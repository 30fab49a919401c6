import { type CsvRecord, splitRecords } from './split-records.ts';

interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
  /** Lines above the header, or above the first row when there is none. */
  readonly skipRows: number;
  readonly columnCount: number;
}

interface Candidate extends CsvDialect {
  readonly score: number;
}

const delimiters = [',', ';', '\t', '|'];
const examinedCharacters = 64 * 1024;
const maxTitleRecords = 20;
/** Below this share of rows with the same number of cells, a delimiter is taken for plain text. */
const minConsistency = 0.6;

/** The delimiter and quote under which the most rows have the same number of cells, and the title lines above them. */
export function detectCsvDialect(head: string, complete: boolean): CsvDialect {
  const declared = /^sep=(.)\r?\n/.exec(head)?.[1];
  const text = head.slice(0, examinedCharacters);
  const cut = !complete || text.length < head.length;
  const candidates = listQuotes(text).flatMap((quote, rank) =>
    (declared === undefined ? delimiters : [declared]).map((delimiter) => {
      const records = splitRecords(text, { delimiter, quote, cut }).slice(declared === undefined ? 0 : 1);
      const candidate = rateDialect(records, delimiter, quote);
      // Another quote must be clearly better than the usual one.
      return { ...candidate, score: candidate.score - rank * 0.15 };
    }),
  );
  const best = candidates.reduce((left, right) => (right.score > left.score ? right : left));
  if (best.score > 0) return { ...best };
  return describeSingleColumn(text, declared ?? ',');
}

function listQuotes(text: string): string[] {
  if (text.includes('"')) return ['"', ''];
  return /(?:^|[,;\t|\n])'[^'\n]*'(?:[,;\t|\r\n]|$)/.test(text) ? ['"', "'"] : ['"'];
}

function rateDialect(records: readonly CsvRecord[], delimiter: string, quote: string): Candidate {
  const columnCount = mostFrequentCount(records);
  const start = findFirstRow(records, columnCount);
  const rows = records.slice(start);
  const regular = rows.filter(({ cells }) => cells.length === columnCount).length;
  const consistency = rows.length === 0 ? 0 : regular / rows.length;
  const dialect = { delimiter, quote, skipRows: records[start]?.line ?? 0, columnCount };
  if (columnCount < 2 || consistency < minConsistency) return { ...dialect, score: 0 };
  const titles = start / records.length;
  const others = delimiters.filter((other) => other !== delimiter && other !== ',');
  const cells = rows.slice(0, 200).flatMap((row) => row.cells);
  const unsplit =
    cells.filter((cell) => others.some((other) => cell.includes(other))).length / Math.max(1, cells.length);
  return { ...dialect, score: consistency * (1 - unsplit / 2) * (1 - titles / 3) + Math.min(columnCount, 20) * 0.002 };
}

function mostFrequentCount(records: readonly CsvRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let best = 1;
  let bestCount = 0;
  for (const [length, count] of counts) {
    if (length > 1 && (count > bestCount || (count === bestCount && length > best)))
      [best, bestCount] = [length, count];
  }
  return best;
}

/** Titles, notes and blank lines come before the table: they fill few of its columns. */
function findFirstRow(records: readonly CsvRecord[], columnCount: number): number {
  const index = records.slice(0, maxTitleRecords).findIndex(({ cells }) => {
    const filled = cells.filter((cell) => cell.trim() !== '').length;
    if (cells.length < 2) return false;
    return columnCount < 3 ? filled > 0 : filled > columnCount / 3;
  });
  return Math.max(0, index);
}

function describeSingleColumn(text: string, delimiter: string): CsvDialect {
  const records = splitRecords(text, { delimiter: '\n', quote: '"', cut: false, maxRecords: 2 });
  const declared = records[0]?.cells[0]?.startsWith('sep=') ? 1 : 0;
  return { delimiter, quote: '"', skipRows: records[declared]?.line ?? 0, columnCount: 1 };
}
