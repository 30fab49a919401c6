import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { detectEncoding, type FileEncoding } from '#connectors/file/detect-encoding.ts';
import { discoverCsv } from '#connectors/file/discover-csv.ts';
import { detectJsonLayout, looksLikeJson } from '#connectors/file/discover-json.ts';
import { readFileSample } from '#connectors/file/read-file-sample.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { eraseFromJson } from './erase-json.ts';
import { listRecords } from './list-records.ts';

/** JSON in one piece is taken apart in memory. */
const maxJsonBytes = 128 * 1024 * 1024;
const pieceBytes = 256 * 1024;
const oneLine = { delimiter: '', quote: '' };

/**
 * Takes the records that mention an address out of a text file of the blob store; every other byte stays as it is, except in
 * JSON of one piece. Answers how many. Throws `erase_file_by_hand` where it cannot be rewritten.
 */
export async function eraseFromTextFile(key: string, address: string): Promise<number> {
  const path = getBlobStore().path(key);
  const sample = await readFileSample(path);
  const encoding = detectEncoding(sample);
  const pattern = new RegExp(toBytes(address, encoding), 'iu');
  if (!(await mentions(path, encoding, pattern))) return 0;
  const { format } = discoverCsv(sample);
  const head = new TextDecoder(encoding).decode(sample.head.subarray(0, pieceBytes), { stream: true });
  if (looksLikeJson(head) && detectJsonLayout(head) !== 'lines') return eraseFromDocument(key, encoding, address);
  let removed = 0;
  async function* keep() {
    const records = listRecords(readPieces(path, encoding), looksLikeJson(head) ? oneLine : format);
    for await (const record of records) {
      if (pattern.test(record)) removed += 1;
      else yield toBuffer(record, encoding);
    }
  }
  await getBlobStore().put(key, keep());
  if (removed === 0 || (await mentions(path, encoding, pattern))) throw byHand();
  return removed;
}

async function eraseFromDocument(key: string, encoding: FileEncoding, address: string): Promise<number> {
  const path = getBlobStore().path(key);
  if ((await stat(path)).size > maxJsonBytes) throw byHand();
  const text = new TextDecoder(encoding).decode(await readFile(path));
  try {
    const erased = eraseFromJson(text, new RegExp(address, 'iu'));
    if (erased === null) throw byHand();
    await getBlobStore().put(key, toBuffer(Buffer.from(erased.text).toString('latin1'), 'utf-8'));
    return erased.removed;
  } catch (error) {
    throw error instanceof SyntaxError ? byHand() : error;
  }
}

function byHand(): TelarError {
  return new TelarError('erase_file_by_hand', { actor: 'user' });
}

/** For UTF-8 read byte by byte: letters beyond ASCII are several characters then, none of which is known to be one. */
function toBytes(pattern: string, encoding: FileEncoding): string {
  if (encoding !== 'utf-8') return pattern;
  return Buffer.from(pattern.replaceAll('\\p{L}\\p{N}', 'a-z0-9')).toString('latin1');
}

async function mentions(path: string, encoding: FileEncoding, pattern: RegExp): Promise<boolean> {
  let end = '';
  for await (const piece of readPieces(path, encoding)) {
    if (pattern.test(end + piece)) return true;
    end = piece.slice(-1_000);
  }
  return false;
}

/** One character for each byte, or for each unit of UTF-16: what is kept can be written as it was. */
async function* readPieces(path: string, encoding: FileEncoding): AsyncGenerator<string> {
  let odd: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: pieceBytes })) {
    if (!encoding.startsWith('utf-16')) {
      yield (chunk as Buffer).toString('latin1');
      continue;
    }
    const bytes = Buffer.concat([odd, chunk as Buffer]);
    const whole = bytes.length - (bytes.length % 2);
    odd = bytes.subarray(whole);
    const units = Buffer.from(bytes.subarray(0, whole));
    yield (encoding === 'utf-16be' ? units.swap16() : units).toString('utf16le');
  }
}

function toBuffer(text: string, encoding: FileEncoding): Buffer {
  if (!encoding.startsWith('utf-16')) return Buffer.from(text, 'latin1');
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}
