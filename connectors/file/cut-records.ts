import { Transform } from 'node:stream';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Passes UTF-8 text through until so many records have ended, without the last line end; one inside quotes ends none. */
export function createRecordCutter(quote: string, maxRecords: number): Transform {
  const quoteByte = quote === '' ? -1 : quote.charCodeAt(0);
  let records = 0;
  let quoted = false;
  let afterReturn = false;
  /** Where the record that reaches the limit ends, or -1. */
  const findEnd = (chunk: Buffer): number => {
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === quoteByte) quoted = !quoted;
      const ends = !quoted && (byte === carriageReturn || (byte === lineFeed && !afterReturn));
      afterReturn = byte === carriageReturn && !quoted;
      if (!ends) continue;
      records += 1;
      if (records >= maxRecords) return at;
    }
    return -1;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (records >= maxRecords) return done();
      const end = maxRecords === Number.POSITIVE_INFINITY ? -1 : findEnd(chunk);
      if (end < 0) return done(null, chunk);
      this.push(chunk.subarray(0, end));
      done();
    },
  });
}
