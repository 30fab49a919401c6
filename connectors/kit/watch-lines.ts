import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { TelarError } from '#core/platform/telar-error.ts';

/** What the engine's reader holds at a time: a longer line would be passed over without a word. */
const maxLineBytes = 30_000_000;

const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/** Takes the bytes of a text in order, and throws `line_beyond_reading` when one of its lines is too long to be read. */
export function watchLines(): (chunk: Buffer) => void {
  let seen = 0;
  let lineStart = 0;
  return (chunk) => {
    const first = findFirst(chunk);
    const end = first < 0 ? seen + chunk.length : seen + first;
    if (end - lineStart > maxLineBytes) {
      const megabytes = Math.floor(lineStart / 1e6);
      throw new TelarError('line_beyond_reading', { params: { megabytes }, status: 422 });
    }
    if (first >= 0) lineStart = seen + Math.max(chunk.lastIndexOf(lineFeed), chunk.lastIndexOf(carriageReturn)) + 1;
    seen += chunk.length;
  };
}

function findFirst(chunk: Buffer): number {
  const feed = chunk.indexOf(lineFeed);
  const bare = (feed < 0 ? chunk : chunk.subarray(0, feed)).indexOf(carriageReturn);
  return bare < 0 ? feed : bare;
}

/** The same for a file; one that fits into what is held at a time is not looked at. */
export async function checkLines(path: string): Promise<void> {
  if ((await stat(path)).size <= maxLineBytes) return;
  const watch = watchLines();
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) watch(chunk as Buffer);
}
