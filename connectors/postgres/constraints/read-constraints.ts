import type { Client } from 'pg';
import type { TargetConnector } from '#connectors/kit/connector.ts';
import type { ColumnConstraint, RowCheck, TargetConstraints } from '#connectors/kit/target-constraints.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { describeTarget } from '../describe-target.ts';
import { type LoadColumn, type LoadPlan, planLoad } from '../plan-load.ts';
import { withPostgres } from '../postgres-connection.ts';
import { parseCheck } from './parse-check.ts';

const wholeNumbers: Readonly<Record<string, { min: bigint; max: bigint }>> = {
  smallint: { min: -32_768n, max: 32_767n },
  integer: { min: -2_147_483_648n, max: 2_147_483_647n },
};

/** What the table lets in, as its catalogue says; null where it is made by the run, or rows are only removed. */
export const readConstraints: NonNullable<TargetConnector<PostgresTargetSettings>['constrain']> = ({
  settings,
  connection,
  signal,
  fields,
}) =>
  withPostgres(connection, signal, async (client) => {
    await client.query('BEGIN READ ONLY');
    const existing = await describeTarget(client, settings.schema, settings.table);
    if (existing === null || settings.mode === 'delete') return null;
    const plan = planLoad(settings, fields, existing);
    const limits = await readLimits(client, plan.table);
    const rules = await readRules(client, plan.table);
    const columns = plan.columns.map((column) => constrainColumn(column, plan, limits.get(column.column)));
    return { judgesKeys: true, columns, ...readChecks(plan, rules), unique: listUnique(plan, existing.uniqueKeys) };
  });

interface ColumnLimits {
  readonly isRequired: boolean;
  readonly maxLength: number | null;
  readonly digits: number | null;
  readonly scale: number | null;
  readonly allowed: readonly string[] | null;
}

async function readLimits(client: Client, table: string): Promise<Map<string, ColumnLimits>> {
  const { rows } = await client.query<ColumnLimits & { name: string }>(
    `SELECT attname AS name, attnotnull OR type.typnotnull AS "isRequired",
       CASE WHEN base.typname IN ('varchar', 'bpchar') AND modifier > 4 THEN modifier - 4 END AS "maxLength",
       CASE WHEN base.typname = 'numeric' AND modifier > 4 THEN ((modifier - 4) >> 16) & 65535 END AS digits,
       CASE WHEN base.typname = 'numeric' AND modifier > 4 THEN (((modifier - 4) & 2047) # 1024) - 1024 END AS scale,
       CASE WHEN base.typtype = 'e' THEN ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = base.oid ORDER BY enumsortorder) END AS allowed
     FROM pg_attribute
     JOIN pg_type type ON type.oid = atttypid
     JOIN pg_type base ON base.oid = CASE WHEN type.typtype = 'd' THEN type.typbasetype ELSE type.oid END
     CROSS JOIN LATERAL (SELECT CASE WHEN type.typtype = 'd' THEN type.typtypmod ELSE atttypmod END AS modifier) AS length
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped`,
    [table],
  );
  return new Map(rows.map(({ name, ...limits }) => [name, limits]));
}

interface Rule {
  readonly name: string;
  /** c: check, f: foreign key, x: exclusion. */
  readonly kind: string;
  readonly definition: string;
  /** The column whose domain has the rule; null: it is the table's own. */
  readonly column: string | null;
}

async function readRules(client: Client, table: string): Promise<Rule[]> {
  const { rows } = await client.query<Rule>(
    `SELECT conname AS name, contype::text AS kind, pg_get_constraintdef(oid) AS definition, NULL AS "column"
     FROM pg_constraint WHERE conrelid = to_regclass($1) AND contype IN ('c', 'f', 'x')
     UNION ALL
     SELECT conname, 'c', pg_get_constraintdef(pg_constraint.oid), attname::text
     FROM pg_constraint JOIN pg_attribute ON atttypid = contypid
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND contypid <> 0 AND contype = 'c'
     ORDER BY 1`,
    [table],
  );
  return rows;
}

function readChecks({ columns }: LoadPlan, rules: readonly Rule[]): Pick<TargetConstraints, 'checks' | 'unchecked'> {
  const checks: RowCheck[] = [];
  const unchecked: string[] = [];
  for (const { name, kind, definition, column } of rules) {
    const fieldOf = (asked: string) => {
      const wanted = column !== null && asked.toUpperCase() === 'VALUE' ? column : asked;
      return columns.find((candidate) => candidate.column === wanted)?.field.name;
    };
    if (column !== null && fieldOf(column) === undefined) continue;
    const condition = /^CHECK (\(.*\))(?: NO INHERIT| NOT VALID)*$/s.exec(definition)?.[1];
    const test = kind === 'c' && condition !== undefined ? parseCheck(condition, fieldOf) : null;
    if (test === null) unchecked.push(name);
    else checks.push({ name, test });
  }
  return { checks, unchecked };
}

function constrainColumn(
  { field, column, type, policy }: LoadColumn,
  { mode, keys }: LoadPlan,
  limits: ColumnLimits | undefined,
): ColumnConstraint {
  const isText = field.type === 'text';
  const isNumber = field.type === 'integer' || field.type === 'decimal' || field.type === 'number';
  // A blank leaves the value that is there alone.
  const mayBeBlank = mode === 'update' && policy !== 'always';
  const { digits = null, scale = null } = limits ?? {};
  return {
    field: field.name,
    // A row with a blank key is refused for that already.
    required: limits?.isRequired === true && !mayBeBlank && !keys.includes(column),
    maxLength: isText ? (limits?.maxLength ?? null) : null,
    cutsSpaces: true,
    range: field.type === 'integer' ? (wholeNumbers[type.name] ?? null) : null,
    precision: isNumber && digits !== null && scale !== null ? { digits, scale } : null,
    allowed: isText ? (limits?.allowed ?? null) : null,
    pattern: null,
    format: isText && type.name === 'uuid' ? 'uuid' : null,
  };
}

/** Where rows are only added, two with the same value of a unique column cannot both go in. */
function listUnique({ mode, columns, keys }: LoadPlan, uniqueKeys: readonly (readonly string[])[]): string[][] {
  if (mode === 'update') return [];
  const others = uniqueKeys.filter((names) => [...names].sort().join('\n') !== [...keys].sort().join('\n'));
  return others.flatMap((names) => {
    const fields = names.map((name) => columns.find(({ column }) => column === name)?.field.name);
    return fields.every((field) => field !== undefined) ? [fields as string[]] : [];
  });
}
