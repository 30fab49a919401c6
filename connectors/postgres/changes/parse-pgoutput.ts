/** A value of a row as the server writes it; undefined: unchanged, and too large to be sent again. */
type TupleValue = string | null | undefined;

/** What a message of the `pgoutput` plugin (protocol 1) says about the rows of a table. */
export type ChangeMessage =
  /** Comes before the first change of its table, and again after the table was altered. */
  | { readonly kind: 'relation'; readonly id: number; readonly columns: readonly string[] }
  /** `old` is there where the server sends it: of removed rows, and of rows whose key changed. */
  | {
      readonly kind: 'row';
      readonly id: number;
      readonly old: readonly TupleValue[] | null;
      readonly now: readonly TupleValue[] | null;
    }
  | { readonly kind: 'truncate' }
  /** `end` is where the log goes on after the transaction. */
  | { readonly kind: 'commit'; readonly end: bigint }
  | { readonly kind: 'other' };

/** Reads one message, as described under "Logical Replication Message Formats" in PostgreSQL's manual. */
export function parsePgoutput(message: Buffer): ChangeMessage {
  const reader = createReader(message);
  switch (reader.letter()) {
    case 'C':
      reader.skip(1 + 8);
      return { kind: 'commit', end: reader.int64() };
    case 'R':
      return readRelation(reader);
    case 'I':
    case 'U':
    case 'D':
      return readRow(reader);
    case 'T':
      return { kind: 'truncate' };
    default:
      return { kind: 'other' };
  }
}

type Reader = ReturnType<typeof createReader>;

function readRelation(reader: Reader): ChangeMessage {
  const id = reader.int32();
  reader.text();
  reader.text();
  reader.skip(1);
  const columns = Array.from({ length: reader.int16() }, () => {
    reader.skip(1);
    const name = reader.text();
    reader.skip(4 + 4);
    return name;
  });
  return { kind: 'relation', id, columns };
}

function readRow(reader: Reader): ChangeMessage {
  const id = reader.int32();
  let old: TupleValue[] | null = null;
  let now: TupleValue[] | null = null;
  while (!reader.atEnd()) {
    if (reader.letter() === 'N') now = readTuple(reader);
    else old = readTuple(reader);
  }
  return { kind: 'row', id, old, now };
}

function readTuple(reader: Reader): TupleValue[] {
  return Array.from({ length: reader.int16() }, () => {
    switch (reader.letter()) {
      case 'n':
        return null;
      case 't':
        return reader.bytes(reader.int32()).toString('utf8');
      default:
        return undefined;
    }
  });
}

function createReader(message: Buffer) {
  let place = 0;
  const take = (bytes: number) => {
    const start = place;
    place += bytes;
    return start;
  };
  return {
    atEnd: () => place >= message.length,
    skip: (bytes: number) => void take(bytes),
    letter: () => String.fromCharCode(message.readUInt8(take(1))),
    int16: () => message.readUInt16BE(take(2)),
    int32: () => message.readUInt32BE(take(4)),
    int64: () => message.readBigUInt64BE(take(8)),
    bytes: (length: number) => {
      const start = take(length);
      return message.subarray(start, start + length);
    },
    text: () => {
      const end = message.indexOf(0, place);
      const start = take(end - place + 1);
      return message.toString('utf8', start, end);
    },
  };
}
