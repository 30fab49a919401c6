import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm';
import { Pool } from 'pg';
import { SchemaEngineAdapter } from './schema-engine-adapter.ts';

const migrationsFolder = new URL('../../prisma/migrations/', import.meta.url);
const schemaFolder = new URL('../../prisma/schema/', import.meta.url);

/** Every migration is ours to apply: no table is managed from outside. */
export const schemaFilter = { externalTables: [], externalEnums: [] };

type EngineModule = typeof import('@prisma/schema-engine-wasm') & {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
};

let loading: Promise<EngineModule> | undefined;

/** Prisma's schema engine in process, from its WebAssembly build: nothing is downloaded, nothing is spawned. */
async function loadEngine(): Promise<EngineModule> {
  const moduleUrl = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const engine = (await import(moduleUrl)) as EngineModule;
  const bytes = await readFile(new URL('schema_engine_bg.wasm', moduleUrl));
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports,
  });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return engine;
}

/** Runs `work` with an engine connected to the database, and disposes of it. */
export async function withSchemaEngine<Result>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  loading ??= loadEngine();
  const { SchemaEngine } = await loading;
  const pool = new Pool({ connectionString: databaseUrl });
  const adapter = bindMigrationAwareSqlAdapterFactory(new SchemaEngineAdapter(pool, databaseUrl));
  const { files } = await readSchema();
  const datamodels = files.map((file): [string, string] => [file.path, file.content]);
  const engine = await SchemaEngine.new({ datamodels }, () => {}, adapter);
  try {
    return await work(engine);
  } finally {
    engine.free();
    await pool.end();
  }
}

export async function readSchema(): Promise<SchemasContainer> {
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith('.prisma')).sort();
  const files = names.map(async (name) => {
    const url = new URL(name, schemaFolder);
    return { path: fileURLToPath(url), content: await readFile(url, 'utf8') };
  });
  return { files: await Promise.all(files) };
}

export async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const directories = names.sort().map(async (name) => {
    const value = await readFile(new URL(`${name}/migration.sql`, migrationsFolder), 'utf8');
    return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
  });
  return {
    baseDir: fileURLToPath(migrationsFolder),
    lockfile: {
      path: './migration_lock.toml',
      content: await readFile(new URL('migration_lock.toml', migrationsFolder), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(directories),
  };
}
