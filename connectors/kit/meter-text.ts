import { Transform } from 'node:stream';
import { watchLines } from './watch-lines.ts';

/**
 * Passes the bytes of a text on and tells how many have passed. Fails with `line_beyond_reading` at a line that is too
 * long to be read.
 */
export function meterText(onBytes?: (bytes: number) => void): Transform & { readonly bytes: () => number } {
  const watch = watchLines();
  let bytes = 0;
  const meter = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      try {
        watch(chunk);
      } catch (error) {
        done(error as Error);
        return;
      }
      onBytes?.(bytes);
      done(null, chunk);
    },
  });
  return Object.assign(meter, { bytes: () => bytes });
}
