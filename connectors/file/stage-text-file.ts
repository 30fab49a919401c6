import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { placeFile } from '#connectors/kit/place-file.ts';
import { createRecordCutter } from './cut-records.ts';
import type { FileEncoding } from './detect-encoding.ts';

interface StageOptions {
  readonly encoding: FileEncoding;
  /** Quote of the CSV format, to keep records with line breaks whole. */
  readonly quote: string;
  /** Records to keep, header and lines above it included; absent: all. */
  readonly maxRecords?: number;
  /** Decodes and encodes UTF-8 too, which takes its byte order mark away. */
  readonly rewrite?: boolean;
  readonly signal: AbortSignal;
}

/** Puts a text file into the run's folder as UTF-8: by a link when it is that already, else as a stream. */
export async function stageTextFile(source: string, target: string, options: StageOptions): Promise<void> {
  const { encoding, quote, maxRecords, signal, rewrite = false } = options;
  const isPlain = encoding === 'utf-8' && !rewrite;
  if (isPlain && maxRecords === undefined) {
    await placeFile(source, target);
    return;
  }
  const bytes = createReadStream(source, { highWaterMark: 256 * 1024 });
  const cut = createRecordCutter(quote, maxRecords ?? Number.POSITIVE_INFINITY);
  const steps = isPlain ? [cut] : [createTranscoder(encoding), cut];
  await pipeline([bytes, ...steps, createWriteStream(target)], { signal });
}

function createTranscoder(encoding: FileEncoding): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, Buffer.from(decoder.decode(chunk, { stream: true }))),
    flush: (done) => done(null, Buffer.from(decoder.decode())),
  });
}
