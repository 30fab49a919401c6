import type { Client } from 'pg';
import type { RejectedRow } from '#connectors/kit/connector.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { LoadColumn, LoadPlan } from './plan-load.ts';

interface Rejection {
  readonly row: string;
  readonly state: string;
  readonly column: string | null;
  readonly message: string | null;
  readonly detail: string | null;
  readonly values: readonly (string | null)[];
}

const reasonsByState: Readonly<Record<string, string>> = {
  '21000': 'key_duplicate',
  '22001': 'value_too_long',
  '22003': 'value_out_of_range',
  '22007': 'value_invalid',
  '22008': 'value_out_of_range',
  '22P02': 'value_invalid',
  '23502': 'value_required',
  '23503': 'reference_missing',
  '23505': 'value_duplicate',
  '23514': 'check_failed',
  '23P01': 'value_duplicate',
  key_blank: 'key_blank',
  key_duplicate: 'key_duplicate',
};

/** The rows set aside in `telar_rejected`, with what was wrong and where as far as PostgreSQL tells. */
export async function readRejections(client: Client, plan: LoadPlan, fields: readonly Field[]): Promise<RejectedRow[]> {
  const { rows } = await client.query<Rejection>(
    `SELECT telar_row AS row, state, "column", message, detail, ARRAY[${fields.map((_, index) => `f${index}::text`).join(', ')}] AS values
     FROM pg_temp.telar_rejected JOIN pg_temp.telar_stage USING (telar_row) ORDER BY telar_row`,
  );
  return rows.map((rejection) => {
    const field = locateField(rejection, plan.columns, fields);
    const value = field === undefined ? null : rejection.values[fields.indexOf(field)];
    return {
      reason: reasonsByState[rejection.state] ?? 'value_refused',
      ...(field !== undefined && { field: field.name }),
      ...(value != null && { value }),
      record: toRecord(rejection.values, fields),
      row: Number(rejection.row),
    };
  });
}

/** PostgreSQL names the column of some failures only; for the others the value tells. */
function locateField(
  { state, column, message, detail, values }: Rejection,
  columns: readonly LoadColumn[],
  fields: readonly Field[],
): Field | undefined {
  const named = column || /^Key \("?([^,)"]+)"?\)=/.exec(detail ?? '')?.[1];
  if (named) return columns.find((candidate) => candidate.column === named)?.field;
  const quoted = /: "(.*)"$/s.exec(message ?? '')?.[1];
  return columns.find(({ field, type, maxLength }) => {
    const value = values[fields.indexOf(field)] ?? null;
    if (value === null) return false;
    if (state === '22001') return maxLength !== null && [...value].length > maxLength;
    if (state === '22003') return !isInRange(value, type.name);
    return quoted !== undefined && value === quoted;
  })?.field;
}

function isInRange(value: string, typeName: string): boolean {
  const limit = { smallint: 2 ** 15, integer: 2 ** 31 }[typeName];
  if (limit === undefined) return typeName !== 'numeric';
  return Number(value) >= -limit && Number(value) < limit;
}

function toRecord(values: readonly (string | null)[], fields: readonly Field[]): string {
  const members = fields.map(
    ({ name, type }, index) => `${JSON.stringify(name)}:${toJson(values[index] ?? null, type)}`,
  );
  return `{${members.join(',')}}`;
}

/** Digits as they are, so that long numbers keep them all. */
function toJson(value: string | null, type: Field['type']): string {
  if (value === null) return 'null';
  if (type === 'json' || type === 'boolean') return value;
  const isNumber = type === 'integer' || type === 'decimal' || type === 'number';
  return isNumber && /^-?\d/.test(value) ? value : JSON.stringify(value);
}
