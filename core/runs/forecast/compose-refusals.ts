import type { CheckTest, CheckValue, ColumnConstraint, TargetConstraints } from '#connectors/kit/target-constraints.ts';
import { identifier, joinSql, type Sql, sql } from '#core/compiler/sql.ts';

/** A way in which a target would refuse a row. */
export interface Refusal {
  readonly reason: string;
  readonly field: string | null;
  /** What the limit is, or what the rule is called. */
  readonly limit: string | null;
  /** TRUE for the rows at fault, over a relation of the rows with their `#place`. */
  readonly condition: Sql;
  /** Only rows that nothing else refuses count against each other, over the relation with their `#fault`. */
  readonly last?: true;
}

/** What a target would refuse, in the order in which it looks: keys, then columns, then rules, then what must be unique. */
export function composeRefusals(constraints: TargetConstraints, keys: readonly string[]): Refusal[] {
  return [
    ...refuseKeys(constraints.judgesKeys ? keys : []),
    ...constraints.columns.flatMap(refuseColumn),
    ...constraints.checks.map(({ name, test }) => ({
      reason: 'check_failed',
      field: fieldOf(test),
      limit: name,
      condition: sql`NOT coalesce(${lowerTest(test)}, TRUE)`,
    })),
    ...constraints.unique.map((fields) => ({
      reason: 'value_duplicate',
      field: fields[0] ?? null,
      limit: fields.join(', '),
      condition: repeats(fields, sql`ASC`, sql`"#fault" IS NULL`),
      last: true as const,
    })),
  ];
}

/** Of several rows with one key the last counts. */
function refuseKeys(keys: readonly string[]): Refusal[] {
  const blank = keys.map((key) => ({
    reason: 'key_blank',
    field: key,
    limit: null,
    condition: sql`${identifier(key)} IS NULL`,
  }));
  if (keys.length === 0) return [];
  const twice = {
    reason: 'key_duplicate',
    field: keys[0] ?? null,
    limit: null,
    condition: repeats(keys, sql`DESC`, sql`TRUE`),
  };
  return [...blank, twice];
}

/** Whether a row comes after another with the same values; rows with a blank among them have no equals. */
function repeats(fields: readonly string[], direction: Sql, counts: Sql): Sql {
  const names = fields.map((field) => identifier(field));
  const there = joinSql(
    names.map((name) => sql`${name} IS NOT NULL`),
    ' AND ',
  );
  return sql`(${there} AND row_number() OVER (PARTITION BY ${counts}, ${joinSql(names)} ORDER BY "#place" ${direction}) > 1)`;
}

function refuseColumn(column: ColumnConstraint): Refusal[] {
  const { field, required, maxLength, range, precision, allowed, pattern, format } = column;
  const value = identifier(field);
  const text = sql`CAST(${value} AS VARCHAR)`;
  const measured = column.cutsSpaces ? sql`rtrim(${text}, ' ')` : text;
  const refuse = (reason: string, limit: string | null, condition: Sql): Refusal => ({
    reason,
    field,
    limit,
    condition,
  });
  return [
    ...(required ? [refuse('value_required', null, sql`${value} IS NULL`)] : []),
    ...(maxLength === null
      ? []
      : [refuse('value_too_long', String(maxLength), sql`length(${measured}) > ${BigInt(maxLength)}`)]),
    ...(range === null
      ? []
      : [
          refuse(
            'value_out_of_range',
            `${range.min} – ${range.max}`,
            sql`(${value} < ${range.min} OR ${value} > ${range.max})`,
          ),
        ]),
    ...(precision === null ? [] : [refusePrecision(field, value, precision)]),
    ...(allowed === null
      ? []
      : [
          refuse(
            'value_invalid',
            allowed.join(', '),
            sql`${text} NOT IN (${joinSql(allowed.map((one) => sql`${one}`))})`,
          ),
        ]),
    ...(pattern === null ? [] : [refuse('value_unmatched', pattern, sql`NOT regexp_matches(${text}, ${pattern})`)]),
    ...(format === null
      ? []
      : [refuse('value_invalid', format, sql`(${value} IS NOT NULL AND TRY_CAST(${value} AS UUID) IS NULL)`)]),
  ];
}

function refusePrecision(field: string, value: Sql, { digits, scale }: { digits: number; scale: number }): Refusal {
  const condition = sql`abs(round(CAST(${value} AS DOUBLE), CAST(${BigInt(scale)} AS INTEGER))) >= ${10 ** (digits - scale)}`;
  return { reason: 'value_out_of_range', field, limit: `${digits},${scale}`, condition };
}

/** The field a rule is about, when it is about one. */
function fieldOf(test: CheckTest): string | null {
  const fields = new Set(listFields(test));
  const [only] = fields;
  return fields.size === 1 && only !== undefined ? only : null;
}

function listFields(test: CheckTest): string[] {
  switch (test.kind) {
    case 'all':
    case 'any':
      return test.tests.flatMap(listFields);
    case 'not':
      return listFields(test.test);
    case 'compare':
      return [...fieldsOfValue(test.left), ...fieldsOfValue(test.right)];
    case 'among':
      return [test.value, ...test.values].flatMap(fieldsOfValue);
    default:
      return fieldsOfValue(test.value);
  }
}

function fieldsOfValue(value: CheckValue): string[] {
  if (value.kind === 'call') return fieldsOfValue(value.of);
  return value.kind === 'field' ? [value.name] : [];
}

const operators = { '=': sql`=`, '<>': sql`<>`, '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` };
const calls = { length: sql`length`, lower: sql`lower`, upper: sql`upper`, trim: sql`trim`, abs: sql`abs` };

/** A rule of the target as a condition of ours. */
export function lowerTest(test: CheckTest): Sql {
  switch (test.kind) {
    case 'all':
    case 'any':
      return sql`(${joinSql(test.tests.map(lowerTest), test.kind === 'all' ? ' AND ' : ' OR ')})`;
    case 'not':
      return sql`(NOT ${lowerTest(test.test)})`;
    case 'compare':
      return sql`(${lowerValue(test.left)} ${operators[test.operator]} ${lowerValue(test.right)})`;
    case 'among':
      return sql`(${lowerValue(test.value)} IN (${joinSql(test.values.map(lowerValue))}))`;
    case 'blank':
      return sql`(${lowerValue(test.value)} IS NULL)`;
    case 'like':
      return test.ignoreCase
        ? sql`(${lowerValue(test.value)} ILIKE ${test.pattern})`
        : sql`(${lowerValue(test.value)} LIKE ${test.pattern})`;
    case 'matches':
      return sql`regexp_matches(${lowerValue(test.value)}, ${test.pattern})`;
  }
}

function lowerValue(value: CheckValue): Sql {
  switch (value.kind) {
    case 'field':
      return identifier(value.name);
    case 'text':
      return sql`${value.value}`;
    case 'number':
      return sql`CAST(${value.value} AS DECIMAL(38,10))`;
    case 'date':
      return sql`CAST(${value.value} AS DATE)`;
    case 'truth':
      return sql`${value.value}`;
    case 'call':
      return sql`${calls[value.name]}(${lowerValue(value.of)})`;
  }
}
