import type { Socket } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Client, escapeLiteral } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ChangesStart, Extraction, ReadContext } from '#connectors/kit/connector.ts';
import { describePipeScan, feedPipe } from '#connectors/kit/feed-pipe.ts';
import { makePipe } from '#connectors/kit/open-pipe.ts';
import { findColumn } from '#connectors/kit/table-columns.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { changeField } from '#core/graph/nodes/source-sync.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { withPostgres } from '../postgres-connection.ts';
import { readSourceColumns, relationText, type SourceColumn } from '../read-source-columns.ts';
import { selectFields } from '../select-fields.ts';
import { createSlot } from './change-slot.ts';
import { collectChangedKeys } from './collect-changed-keys.ts';
import { formatReadPosition, parseReadPosition, type ReadPosition } from './log-position.ts';
import { type FollowedTable, readFollowedTable } from './read-followed-table.ts';

type Context = ReadContext<TableSourceSettings>;

const keysPerQuery = 5000;
const timeoutMs = 6 * 3_600_000;

/**
 * The rows that the server's log says were changed since the last reading, as they are now, and those that are gone with
 * their key alone; the whole table the first time. The log names the rows and the table gives their values, so values
 * that the log leaves out and columns that came later are there too.
 */
export async function extractChanges(context: Context, changes: ChangesStart): Promise<Extraction> {
  const { settings, connection, signal, folder, onProgress } = context;
  const reading = await withPostgres(connection, signal, (client) => planReading(client, settings, changes));
  const path = join(folder, `postgres-${crypto.randomUUID()}.csv`);
  await makePipe(path);
  let position: ReadPosition | null = null;
  const feed = () =>
    feedPipe(path, signal, (pipe) =>
      withPostgres(connection, signal, async (client) => {
        const copy = (query: string) => copyInto(client, query, pipe, signal);
        if (changes.from === null) {
          // Whatever is committed after the slot is made is told of the next time, whether this reading sees it or not.
          if (changes.keep) position = await createSlot(client, changes.slot, reading.table);
          await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${timeoutMs}`);
          const rows = await copy(composeWhole(settings, reading));
          await client.query('COMMIT');
          onProgress?.({ rows });
          return;
        }
        const from = parseReadPosition(changes.from);
        const changed = await collectChangedKeys(client, changes.slot, from, reading.table);
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        let rows = 0;
        for (let start = 0; start < changed.keys.length; start += keysPerQuery) {
          rows += await copy(composeChanged(settings, reading, changed.keys.slice(start, start + keysPerQuery)));
          onProgress?.({ rows });
        }
        await client.query('COMMIT');
        position = changed.position;
      }),
    );
  const scan = describePipeScan(
    path,
    [...settings.fields, changeField as SourceField],
    reading.lenient,
    settings.drift,
  );
  const horizon = () => (position === null ? null : formatReadPosition(position));
  return { scan, feed, horizon, marked: true };
}

interface Reading {
  readonly table: FollowedTable;
  readonly columns: readonly SourceColumn[];
  readonly lenient: boolean;
}

async function planReading(client: Client, settings: TableSourceSettings, { keys }: ChangesStart): Promise<Reading> {
  if (settings.mode !== 'table') throw new TelarError('changes_not_a_table', { field: 'mode', status: 422 });
  const table = await readFollowedTable(client, settings);
  const columns = await readSourceColumns(client, settings);
  const chosen = keys.map((key) => {
    const field = settings.fields.find(({ name }) => name === key);
    return field?.path?.[0] ?? key;
  });
  const isSame = chosen.length === table.keys.length && table.keys.every((key) => chosen.includes(key));
  if (!isSame) {
    const params = { keys: table.keys.join(', ') };
    throw new TelarError('changes_key_mismatch', { params, field: 'sync.keys', status: 422 });
  }
  const { lenient } = selectFields(settings.fields, columns, String, settings.drift);
  return { table, columns, lenient };
}

function composeWhole(settings: TableSourceSettings, { columns }: Reading): string {
  const { expressions } = selectFields(settings.fields, columns, columnOf, settings.drift);
  return `SELECT ${expressions.join(', ')}, 'added' FROM ${sourceText(settings, columns)}`;
}

function composeChanged(settings: TableSourceSettings, { table, columns }: Reading, keys: ChangedKeyList): string {
  const places = table.keys.map((key) => findColumn('postgres', { name: key, type: 'text' }, columns));
  const aliases = places.map((_, index) => `k${index}`);
  const { expressions } = selectFields(
    settings.fields,
    columns,
    (index) => {
      const key = places.indexOf(index);
      return key < 0 ? columnOf(index) : `changed.${aliases[key]}`;
    },
    settings.drift,
  );
  const lists = places.map((place, index) => composeList(keys, index, columns[place] as SourceColumn));
  const isSame = places.map((place, index) => `${columnOf(place)} = changed.${aliases[index]}`);
  const [first = 0] = places;
  const change = `CASE WHEN ${columnOf(first)} IS NULL THEN 'removed' ELSE 'changed' END`;
  return `SELECT ${expressions.join(', ')}, ${change} FROM unnest(${lists.join(', ')}) AS changed(${aliases.join(', ')})
    LEFT JOIN ${sourceText(settings, columns)} ON ${isSame.join(' AND ')}`;
}

type ChangedKeyList = readonly (readonly string[])[];

/** Columns go by their place. */
function sourceText(settings: TableSourceSettings, columns: readonly SourceColumn[]): string {
  return `${relationText(settings)} AS source(${columns.map((_, index) => `c${index}`).join(', ')})`;
}

function columnOf(index: number): string {
  return `source.c${index}`;
}

/** One column of the keys as an array of the column's type. */
function composeList(keys: ChangedKeyList, index: number, { type }: SourceColumn): string {
  const values = keys.map((key) => `"${(key[index] ?? '').replaceAll(/["\\]/g, '\\$&')}"`);
  // By that name alone PostgreSQL understands a single character.
  const name = type.name === 'character' ? 'bpchar' : type.name;
  return `${escapeLiteral(`{${values.join(',')}}`)}::${name}[]`;
}

async function copyInto(client: Client, query: string, pipe: Socket, signal: AbortSignal): Promise<number> {
  const rows = client.query(copyTo(`COPY (${query}) TO STDOUT WITH (FORMAT csv)`));
  await pipeline(rows, pipe, { signal, end: false });
  return rows.rowCount;
}
