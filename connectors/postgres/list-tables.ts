import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import type { TableView } from '#core/contracts/connections.ts';
import { ledgerName } from './load-ledger.ts';
import { toFieldType } from './map-postgres-type.ts';
import { withPostgres } from './postgres-connection.ts';
import { readCheckedValues } from './read-checked-values.ts';

interface FoundColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly primaryKey: boolean;
  readonly required: boolean;
  readonly generated: boolean;
  readonly maxLength: number | null;
  /** Of an enum. */
  readonly labels: string[] | null;
  readonly baseName: string;
  readonly category: string;
}

interface FoundTable extends Omit<TableView, 'columns'> {
  readonly columns: readonly FoundColumn[];
  /** Conditions on one column each. */
  readonly checks: readonly { readonly column: string; readonly condition: string }[];
}

/** Tables and views that the account may read or write, with their columns; the server's own are left out. */
export function listTables(
  connection: ResolvedConnection,
  signal: AbortSignal = AbortSignal.timeout(30_000),
): Promise<TableView[]> {
  return withPostgres(connection, signal, async (client) => {
    const { rows } = await client.query<FoundTable>(tablesQuery, [ledgerName]);
    return rows.map(({ checks, columns, ...table }) => ({
      ...table,
      columns: columns.map((column) => presentColumn(column, checks)),
    }));
  });
}

function presentColumn(
  { name, type, nullable, primaryKey, required, generated, maxLength, labels, baseName, category }: FoundColumn,
  checks: FoundTable['checks'],
): TableView['columns'][number] {
  const checked = checks.flatMap(({ column, condition }) =>
    column === name ? [readCheckedValues(condition)].filter((values) => values !== null) : [],
  );
  const fieldType = toFieldType({ name: baseName, category });
  const writing = { required, generated, maxLength, values: labels ?? checked[0] ?? null, fieldType };
  return { name, type, nullable, primaryKey, writing };
}

const tablesQuery = `
  SELECT nspname AS schema, relname AS name,
    CASE WHEN relkind IN ('v', 'm') THEN 'view' ELSE 'table' END AS kind,
    CASE WHEN reltuples >= 0 AND relkind IN ('r', 'm', 'p') THEN reltuples::float8 END AS "estimatedRows",
    (SELECT coalesce(json_agg(json_build_object(
        'name', attname, 'type', format_type(atttypid, atttypmod), 'nullable', NOT attnotnull,
        'primaryKey', EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisprimary AND attnum = ANY (indkey)),
        'required', (attnotnull OR type.typnotnull) AND NOT atthasdef AND attidentity = '',
        'generated', attgenerated <> '' OR attidentity = 'a',
        'maxLength', CASE WHEN base.typname IN ('varchar', 'bpchar') AND atttypmod > 4 THEN atttypmod - 4 END,
        'labels', CASE WHEN base.typtype = 'e' THEN
          (SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = base.oid) END,
        'baseName', format_type(base.oid, NULL), 'category', base.typcategory::text
      ) ORDER BY attnum), '[]')
     FROM pg_attribute
     JOIN pg_type type ON type.oid = atttypid
     JOIN pg_type base ON base.oid = CASE WHEN type.typtype = 'd' THEN type.typbasetype ELSE type.oid END
     WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped) AS columns,
    (SELECT coalesce(json_agg(json_build_object('column', attname, 'condition', pg_get_constraintdef(pg_constraint.oid))), '[]')
     FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
     WHERE conrelid = pg_class.oid AND contype = 'c' AND cardinality(conkey) = 1) AS checks
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT relispartition
    AND nspname NOT IN ('pg_catalog', 'information_schema') AND nspname NOT LIKE 'pg\\_%' AND relname <> $1
    AND has_schema_privilege(pg_namespace.oid, 'USAGE')
    AND (has_any_column_privilege(pg_class.oid, 'SELECT') OR has_any_column_privilege(pg_class.oid, 'INSERT'))
  ORDER BY nspname, relname
  LIMIT 5000`;
