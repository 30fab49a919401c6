import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { TelarError } from '#core/platform/telar-error.ts';

export type DumpRow = Readonly<Record<string, string | null>>;

/**
 * Rows of some tables in a plain dump of PostgreSQL (`pg_dump`, as text or gzipped), by table. Reads its `COPY` blocks:
 * https://www.postgresql.org/docs/current/sql-copy.html, "Text Format". Throws `dump_unreadable`.
 */
export async function readDump(path: string, tables: ReadonlySet<string>): Promise<Map<string, DumpRow[]>> {
  const found = new Map<string, DumpRow[]>();
  const file = createReadStream(path);
  const text = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => text.destroy(error));
  let block: { rows: DumpRow[]; columns: readonly string[] } | null = null;
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (block === null) {
        const [, table, columns] = /^COPY (?:"?public"?\.)?"?(\w+)"? \((.+)\) FROM stdin;$/.exec(line) ?? [];
        if (table === undefined || columns === undefined || !tables.has(table)) continue;
        block = { rows: [], columns: columns.split(', ').map((name) => name.replaceAll('"', '')) };
        found.set(table, block.rows);
      } else if (line === '\\.') block = null;
      else block.rows.push(readRow(line, block.columns));
    }
  } catch (cause) {
    throw new TelarError('dump_unreadable', { params: { path }, actor: 'admin', cause });
  }
  return found;
}

/** The bytes of a `bytea` value. */
export function readBytes(value: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(value.replace(/^\\x/, ''), 'hex'));
}

function readRow(line: string, columns: readonly string[]): DumpRow {
  const values = line.split('\t');
  return Object.fromEntries(columns.map((column, index) => [column, readValue(values[index] ?? '')]));
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function readValue(value: string): string | null {
  if (value === '\\N') return null;
  return value.replace(/\\(.)/g, (_, escaped: string) => escapes[escaped] ?? escaped);
}
