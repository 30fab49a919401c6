import type { CsvFormat } from '#core/graph/nodes/file-source.ts';
import type { FileSample } from './read-file-sample.ts';

export type FileEncoding = CsvFormat['encoding'];

/** By the byte order mark, else by zero bytes (UTF-16), else by validity (UTF-8), else windows-1252. */
export function detectEncoding({ head, windows }: FileSample): FileEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const wide = detectWideEncoding(head);
  if (wide !== null) return wide;
  return [head, ...windows].every(isUtf8) ? 'utf-8' : 'windows-1252';
}

/** The text of each part. Later parts begin and end wherever they do: their first line is not whole. */
export function decodeSample(
  { head, windows }: FileSample,
  encoding: FileEncoding,
): { head: string; windows: string[] } {
  const decode = (bytes: Uint8Array) => new TextDecoder(encoding).decode(bytes, { stream: true });
  return { head: decode(head), windows: windows.map(decode) };
}

/** Text in Latin letters has a zero in one byte of nearly every pair; no other encoding has any. */
function detectWideEncoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.min(Math.floor(head.length / 2), 4096);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    if (head[pair * 2] === 0) evenZeros += 1;
    if (head[pair * 2 + 1] === 0) oddZeros += 1;
  }
  if (oddZeros > pairs * 0.3 && oddZeros > evenZeros * 4) return 'utf-16le';
  if (evenZeros > pairs * 0.3 && evenZeros > oddZeros * 4) return 'utf-16be';
  return null;
}

/** Whether the part can be from a UTF-8 file, cut anywhere. */
function isUtf8(bytes: Uint8Array): boolean {
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start), { stream: true });
    return true;
  } catch {
    return false;
  }
}
