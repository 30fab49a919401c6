import { Readable } from 'node:stream';

/** Streams bytes as a file to save: never shown in the page, whatever they are. */
export function sendDownload({
  name,
  sizeBytes,
  bytes,
}: {
  name: string;
  sizeBytes: number;
  bytes: Readable;
}): Response {
  return new Response(Readable.toWeb(bytes) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(sizeBytes),
      'content-disposition': formatDisposition(name),
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** RFC 6266: a plain name for old readers and the true one in UTF-8, neither able to break out of the header. */
export function formatDisposition(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
