export interface CsvRecord {
  readonly cells: readonly string[];
  /** Physical line it begins on, from 0. */
  readonly line: number;
}

interface SplitOptions {
  readonly delimiter: string;
  /** Empty: no quoting. */
  readonly quote: string;
  /** Whether the text stops in the middle of a file, so that its last record may not be whole. */
  readonly cut: boolean;
  readonly maxRecords?: number;
}

/** The records of CSV text, blank lines left out. Quotes count only at the start of a cell; a doubled one stands for itself. */
export function splitRecords(
  text: string,
  { delimiter, quote, cut, maxRecords = Infinity }: SplitOptions,
): CsvRecord[] {
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let line = 0;
  let startLine = 0;
  let at = 0;
  const endRecord = (): void => {
    if (cells.length > 1 || cells[0] !== '') records.push({ cells, line: startLine });
    cells = [];
  };
  while (at < text.length && records.length < maxRecords) {
    if (quote !== '' && text[at] === quote) {
      const { value, end, lines } = readQuoted(text, at, quote);
      const rest = readPlain(text, end, delimiter);
      cells.push(value + rest.value);
      at = rest.end;
      line += lines;
    } else {
      const plain = readPlain(text, at, delimiter);
      cells.push(plain.value);
      at = plain.end;
    }
    if (text[at] === delimiter) {
      at += 1;
      if (at < text.length) continue;
      cells.push('');
    }
    const atEnd = at >= text.length;
    if (!atEnd || !cut) endRecord();
    if (atEnd) break;
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    line += 1;
    startLine = line;
  }
  return records;
}

function readPlain(text: string, start: number, delimiter: string): { value: string; end: number } {
  let end = start;
  while (end < text.length) {
    const character = text[end];
    if (character === delimiter || character === '\n' || character === '\r') break;
    end += 1;
  }
  return { value: text.slice(start, end), end };
}

function readQuoted(text: string, start: number, quote: string): { value: string; end: number; lines: number } {
  let value = '';
  let at = start + 1;
  for (;;) {
    const close = text.indexOf(quote, at);
    value += text.slice(at, close < 0 ? text.length : close);
    if (close < 0) return { value, end: text.length, lines: countLines(value) };
    if (text[close + 1] !== quote) return { value, end: close + 1, lines: countLines(value) };
    value += quote;
    at = close + 2;
  }
}

function countLines(value: string): number {
  return value.match(/\r\n|\n|\r/g)?.length ?? 0;
}
