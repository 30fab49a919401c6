import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { TelarError } from '#core/platform/telar-error.ts';

/**
 * The body of an answer, decompressed. Counts what comes out of the decompressor, so that a small answer cannot grow
 * without limit. Rejects with `egress_too_large`.
 */
export async function readBody(
  { body }: Dispatcher.ResponseData,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
  host: string,
): Promise<Uint8Array> {
  const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  };
  const decoder = decoders[headers['content-encoding']?.trim().toLowerCase() ?? '']?.();
  const stream =
    decoder === undefined
      ? body
      : Readable.from(body)
          .on('error', (error) => decoder.emit('error', error))
          .pipe(decoder);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) {
      body.destroy();
      throw new TelarError('egress_too_large', {
        params: { host, megabytes: Math.round(maxBytes / 1024 / 1024) },
        status: 422,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
