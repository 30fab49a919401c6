import { Transform } from 'node:stream';
import type { FieldType } from '#core/graph/field-type.ts';
import { type MysqlType, toFieldType } from './map-mysql-type.ts';

/** How the bytes of a value become those of CSV; null is blank. */
interface ValueForm {
  readonly quoted: boolean;
  readonly convert?: (value: Buffer) => Buffer | null;
}

const chunkBytes = 65_536;
const [quote, comma, lineEnd] = [0x22, 0x2c, 0x0a];

/** The form in which values of a column are read as a field of the type. */
export function chooseForm(type: MysqlType, field: FieldType): ValueForm {
  const { name, binary } = type;
  if (binary) return { quoted: false, convert: (value) => Buffer.from(value.toString('base64'), 'latin1') };
  if (name === 'bit') return { quoted: false, convert: field === 'boolean' ? readFlag : readBits };
  // To MySQL every number but zero is true.
  if (field === 'boolean') return { quoted: false, convert: (value) => readFlag(value.equals(zero) ? noBit : value) };
  if (name === 'float') return { quoted: false, convert: shortenFloat };
  const isMoment = name === 'date' || name === 'datetime' || name === 'timestamp';
  if (isMoment && field !== 'text') return { quoted: false, convert: readMoment };
  return { quoted: ['text', 'json', 'date', 'datetime'].includes(toFieldType(type)) };
}

/** Takes rows as the driver gives them without interpreting, and gives CSV without a header. */
export function writeCsv(forms: readonly ValueForm[]): Transform & { readonly rows: () => number } {
  let chunk = Buffer.allocUnsafe(chunkBytes);
  let length = 0;
  let rows = 0;
  const reserve = (bytes: number) => {
    if (length + bytes <= chunk.length) return;
    const grown = Buffer.allocUnsafe(Math.max(chunk.length * 2, length + bytes));
    chunk.copy(grown, 0, 0, length);
    chunk = grown;
  };
  const append = (value: Buffer | null, { quoted, convert }: ValueForm) => {
    const bytes = value === null || convert === undefined ? value : convert(value);
    if (bytes === null) return;
    // Every byte may be a quote, which is doubled.
    reserve(bytes.length * 2 + 4);
    length = quoted ? copyQuoted(bytes, chunk, length) : length + bytes.copy(chunk, length);
  };
  const takeChunk = () => {
    const full = chunk.subarray(0, length);
    chunk = Buffer.allocUnsafe(chunkBytes);
    length = 0;
    return full;
  };
  const transform = new Transform({
    writableObjectMode: true,
    transform: (row: (Buffer | null)[], _encoding, done) => {
      forms.forEach((form, index) => {
        if (index > 0) chunk[length++] = comma;
        append(row[index] ?? null, form);
        reserve(2);
      });
      chunk[length++] = lineEnd;
      rows += 1;
      done(null, length >= chunkBytes / 2 ? takeChunk() : undefined);
    },
    flush: (done) => done(null, takeChunk()),
  });
  return Object.assign(transform, { rows: () => rows });
}

function copyQuoted(bytes: Buffer, into: Buffer, start: number): number {
  let end = start;
  into[end++] = quote;
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(quote, from);
    const to = found < 0 ? bytes.length : found + 1;
    end += bytes.copy(into, end, from, to);
    if (found >= 0) into[end++] = quote;
    from = to;
  }
  into[end++] = quote;
  return end;
}

const zero = Buffer.from('0');
const noBit = Buffer.from([0]);
const [yes, no] = [Buffer.from('true'), Buffer.from('false')];

function readFlag(bits: Buffer): Buffer {
  return bits.every((byte) => byte === 0) ? no : yes;
}

function readBits(bits: Buffer): Buffer {
  return Buffer.from(BigInt(`0x${bits.toString('hex')}`).toString());
}

/** A date of zeros is how MySQL writes that there is none. */
function readMoment(value: Buffer): Buffer | null {
  return value.subarray(0, 10).toString('latin1') === '0000-00-00' ? null : value;
}

/** The shortest digits that mean the same FLOAT. */
function shortenFloat(value: Buffer): Buffer {
  const exact = Number(value.toString('latin1'));
  for (let digits = 6; digits < 9; digits += 1) {
    const text = exact.toPrecision(digits);
    if (Math.fround(Number(text)) === exact) return Buffer.from(String(Number(text)));
  }
  return Buffer.from(String(exact));
}
