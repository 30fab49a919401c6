import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BIGINT, BOOLEAN, DOUBLE, type DuckDBConnection, DuckDBInstance, SQLNULL, VARCHAR } from '@duckdb/node-api';
import type { SqlQuery, SqlValue } from '#core/compiler/sql.ts';
import type { ColumnDescription, OpenOptions, QueriedRows } from './engine-protocol.ts';
import { toJsonSafeValue } from './json-safe-value.ts';
import type { ProtectionKeys } from './protect/protect-value.ts';
import { registerProtectors } from './protect/register-protectors.ts';

/** A hardened DuckDB instance with one connection, as the child holds it. Errors are DuckDB's own. */
export interface EngineDatabase {
  readonly execute: (query: SqlQuery) => Promise<{ rowsChanged: number }>;
  readonly queryRows: (query: SqlQuery, maxRows: number) => Promise<QueriedRows>;
  readonly describe: (query: SqlQuery) => Promise<ColumnDescription[]>;
  /** What steps that protect values need; without it they fail. */
  readonly provideKeys: (keys: ProtectionKeys) => void;
  readonly close: () => void;
}

/** Where every step leaves the rows it set aside; part of every session. */
const rejectedRowsTable =
  'CREATE TABLE rejected_rows (node_id VARCHAR, row_number BIGINT, reason VARCHAR, field VARCHAR, value VARCHAR, record VARCHAR, rule VARCHAR)';

let spareInstance: Promise<DuckDBInstance> | null = null;

/** Creates the in-memory instance of the next session ahead of time: most of what opening costs. */
export function prepareSpareInstance(): void {
  spareInstance ??= DuckDBInstance.create(':memory:');
}

/** Opens a fresh database that sees nothing but its folder. */
export async function openDatabase(options: OpenOptions): Promise<EngineDatabase> {
  mkdirSync(options.folder, { recursive: true });
  resetPeakMemory();
  const instance = await createInstance(options);
  const connection = await instance.connect();
  const provideKeys = registerProtectors(connection);
  await connection.run(hardeningStatements(options).join(';'));
  return {
    execute: (query) => execute(connection, query),
    queryRows: (query, maxRows) => queryRows(connection, query, maxRows),
    describe: (query) => describeQuery(connection, query),
    provideKeys,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function createInstance({ folder, storage }: OpenOptions): Promise<DuckDBInstance> {
  if (storage === 'file') {
    const path = join(folder, 'engine.duckdb');
    for (const leftover of [path, `${path}.wal`]) rmSync(leftover, { force: true });
    return DuckDBInstance.create(path);
  }
  prepareSpareInstance();
  const instance = await spareInstance;
  spareInstance = null;
  return instance as DuckDBInstance;
}

/** Order matters: the folder is named while names may still be set, and the lock comes last. */
function hardeningStatements({ folder, memoryLimitMb, threads, maxSpillMb }: OpenOptions): string[] {
  return [
    `SET temp_directory = ${literal(join(folder, 'spill'))}`,
    `SET max_temp_directory_size = '${maxSpillMb}MB'`,
    `SET memory_limit = '${memoryLimitMb}MB'`,
    `SET threads = ${threads}`,
    'SET preserve_insertion_order = true',
    `SET TimeZone = 'UTC'`,
    'SET allow_persistent_secrets = false',
    'SET autoinstall_known_extensions = false',
    'SET autoload_known_extensions = false',
    'SET allow_community_extensions = false',
    `SET allowed_directories = [${literal(`${folder}/`)}, ${literal(`${realpathSync(folder)}/`)}]`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
    rejectedRowsTable,
  ];
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function run(connection: DuckDBConnection, { text, values }: SqlQuery) {
  return connection.run(text, [...values], values.map(bindingType));
}

function bindingType(value: SqlValue) {
  switch (typeof value) {
    case 'string':
      return VARCHAR;
    case 'number':
      return DOUBLE;
    case 'bigint':
      return BIGINT;
    case 'boolean':
      return BOOLEAN;
    default:
      return SQLNULL;
  }
}

/** Statements that write answer one row, `Count`; the driver's own counter misses CREATE TABLE AS and COPY. */
async function execute(connection: DuckDBConnection, query: SqlQuery): Promise<{ rowsChanged: number }> {
  const result = await run(connection, query);
  if (result.columnCount !== 1 || result.columnName(0) !== 'Count') return { rowsChanged: 0 };
  const [row] = await result.getRows();
  return { rowsChanged: Number(row?.[0] ?? 0) };
}

async function queryRows(connection: DuckDBConnection, { text, values }: SqlQuery, maxRows: number) {
  const result = await connection.stream(text, [...values], values.map(bindingType));
  const types = result.columnTypes();
  const fields = result
    .columnNames()
    .map((name, index) => ({ name, duckDbType: types[index]?.alias ?? String(types[index]) }));
  const rows: unknown[][] = [];
  while (rows.length < maxRows) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    rows.push(...chunk.convertRows(toJsonSafeValue).slice(0, maxRows - rows.length));
  }
  return { fields, rows };
}

async function describeQuery(connection: DuckDBConnection, { text, values }: SqlQuery): Promise<ColumnDescription[]> {
  const result = await run(connection, { text: `DESCRIBE ${text}`, values });
  const rows = await result.getRows();
  return rows.map(([name, duckDbType]) => ({ name: String(name), duckDbType: String(duckDbType) }));
}

/** Linux: makes the kernel's high-water mark count from this session on. */
function resetPeakMemory(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Some containers forbid it; the peak then spans the process's whole life.
  }
}
