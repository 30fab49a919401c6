import type { Client } from 'pg';
import { nearestName } from '#core/graph/nearest-name.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { PostgresType } from './map-postgres-type.ts';

export interface TargetColumn {
  readonly name: string;
  readonly type: PostgresType;
  /** A row must bring a value: NOT NULL and filled in by nothing else. */
  readonly required: boolean;
  /** Characters, for types with a length. */
  readonly maxLength: number | null;
  /** Computed by the table itself. */
  readonly generated: boolean;
}

export interface TargetTable {
  readonly columns: readonly TargetColumn[];
  /** Column names of each unique index that covers all rows. */
  readonly uniqueKeys: readonly (readonly string[])[];
  /** Empty where it has none. */
  readonly primaryKey: readonly string[];
  /** Tables whose foreign keys point here. */
  readonly referencedBy: readonly string[];
  readonly isView: boolean;
  /** Whether its rows have places that change when they are written. */
  readonly isStored: boolean;
  readonly may: Readonly<Record<'select' | 'insert' | 'update' | 'delete', boolean>>;
}

/** What loading needs to know about a table; null when there is none of that name. Rejects when there is no schema. */
export async function describeTarget(client: Client, schema: string, table: string): Promise<TargetTable | null> {
  const schemas = await client.query<{ name: string }>('SELECT nspname AS name FROM pg_namespace');
  const names = schemas.rows.map(({ name }) => name);
  if (!names.includes(schema)) {
    const params = { schema, suggestion: nearestName(schema, names) ?? 'none' };
    throw new TelarError('postgres_schema_missing', { params, field: 'schema', status: 422 });
  }
  const found = await client.query<{ oid: string; kind: string }>(
    `SELECT pg_class.oid::text AS oid, relkind::text AS kind
     FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname = $1 AND relname = $2 AND relkind IN ('r', 'p', 'v', 'm', 'f')`,
    [schema, table],
  );
  const relation = found.rows[0];
  if (relation === undefined) return null;
  const { oid, kind } = relation;
  return {
    columns: await readColumns(client, oid),
    uniqueKeys: await readUniqueKeys(client, oid),
    primaryKey: await readPrimaryKey(client, oid),
    referencedBy: await readReferences(client, oid),
    isView: kind === 'v' || kind === 'm',
    isStored: kind === 'r' || kind === 'p',
    may: await readPrivileges(client, oid),
  };
}

async function readColumns(client: Client, oid: string): Promise<TargetColumn[]> {
  const { rows } = await client.query<TargetColumn & { typeName: string; category: string }>(
    `SELECT attname AS name, format_type(base.oid, NULL) AS "typeName", base.typcategory::text AS category,
       (attnotnull OR type.typnotnull) AND NOT atthasdef AND attidentity = '' AS required,
       attgenerated <> '' OR attidentity = 'a' AS generated,
       CASE WHEN base.typname IN ('varchar', 'bpchar') AND atttypmod > 4 THEN atttypmod - 4 END AS "maxLength"
     FROM pg_attribute
     JOIN pg_type type ON type.oid = atttypid
     JOIN pg_type base ON base.oid = CASE WHEN type.typtype = 'd' THEN type.typbasetype ELSE type.oid END
     WHERE attrelid = $1 AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [oid],
  );
  return rows.map(({ typeName, category, ...column }) => ({ ...column, type: { name: typeName, category } }));
}

async function readUniqueKeys(client: Client, oid: string): Promise<string[][]> {
  const { rows } = await client.query<{ names: string[] }>(
    `SELECT array_agg(attname::text) AS names
     FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey[0:indnkeyatts - 1])
     WHERE indrelid = $1 AND indisunique AND indisvalid AND indpred IS NULL AND indexprs IS NULL
     GROUP BY indexrelid`,
    [oid],
  );
  return rows.map(({ names }) => names);
}

async function readPrimaryKey(client: Client, oid: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname::text AS name FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
     WHERE indrelid = $1 AND indisprimary ORDER BY attnum`,
    [oid],
  );
  return rows.map(({ name }) => name);
}

async function readReferences(client: Client, oid: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT conrelid::regclass::text AS name FROM pg_constraint
     WHERE confrelid = $1 AND conrelid <> $1 AND contype = 'f'`,
    [oid],
  );
  return rows.map(({ name }) => name);
}

async function readPrivileges(client: Client, oid: string): Promise<TargetTable['may']> {
  const { rows } = await client.query<TargetTable['may']>(
    `SELECT has_any_column_privilege($1::oid, 'SELECT') AS select, has_any_column_privilege($1::oid, 'INSERT') AS insert,
       has_any_column_privilege($1::oid, 'UPDATE') AS update, has_table_privilege($1::oid, 'DELETE') AS delete`,
    [oid],
  );
  return rows[0] ?? { select: false, insert: false, update: false, delete: false };
}
