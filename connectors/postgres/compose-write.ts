import { escapeIdentifier } from 'pg';
import type { LoadContext } from '#connectors/kit/connector.ts';
import { changeField } from '#core/graph/nodes/source-sync.ts';
import type { LoadColumn, LoadPlan } from './plan-load.ts';

type Context = Pick<LoadContext<unknown>, 'fields'>;

/** The statement that brings the staged rows meant by `condition` into the table, as the write mode says. */
export function composeWrite(plan: LoadPlan, context: Context, condition: string): string {
  const usable = `${condition} AND ${notRejected} AND NOT (${isRemoved(plan, context)})`;
  if (plan.mode === 'update') return composeUpdate(plan, context, usable);
  if (plan.mode === 'delete') return composeDelete(plan, context, `${condition} AND ${notRejected}`);
  const names = plan.columns.map(({ column }) => escapeIdentifier(column));
  const values = plan.columns.map((column) => stagedValue(column, context));
  return `INSERT INTO ${plan.table} AS target (${names.join(', ')})
    SELECT ${values.join(', ')} FROM pg_temp.telar_stage AS staged WHERE ${usable} ${composeConflict(plan)}`;
}

/** The statement that removes what the source marks as removed; null where there is nothing of that kind. */
export function composeRemoval(plan: LoadPlan, context: Context, condition: string): string | null {
  if (plan.removedRows !== 'delete' || plan.mode === 'delete' || plan.keys.length === 0) return null;
  return composeDelete(plan, context, `${condition} AND ${notRejected} AND (${isRemoved(plan, context)})`);
}

const notRejected = `NOT EXISTS (
      SELECT FROM pg_temp.telar_rejected AS rejected WHERE rejected.telar_row = staged.telar_row)`;

/** Whether the source marks a staged row as removed. */
export function isRemoved({ removedRows }: LoadPlan, { fields }: Context): string {
  const index = fields.findIndex(({ name }) => name === changeField.name);
  return removedRows === null ? 'false' : `staged.f${index} IS NOT DISTINCT FROM 'removed'`;
}

/** Whether a row of the table and a staged one have the same key. */
export function sameKey(plan: LoadPlan, context: Context): string {
  return plan.keys
    .map((key) => {
      const column = plan.columns.find((candidate) => candidate.column === key) as LoadColumn;
      const name = `target.${escapeIdentifier(key)}`;
      const staged = `staged.${stagedName(column, context)}`;
      if (column.type.name === 'citext') return `${name} = ${staged}::citext`;
      // A text that is no such value has no equal, and must not stop the others.
      return needsCast(column) ? `${name}::text = lower(${staged})` : `${name} = ${staged}`;
    })
    .join(' AND ');
}

/** Rows that would change nothing are left alone. */
function composeConflict({ keys, columns, mode }: LoadPlan): string {
  if (keys.length === 0) return '';
  const conflict = `ON CONFLICT (${keys.map((key) => escapeIdentifier(key)).join(', ')})`;
  const others = columns.filter(({ column }) => !keys.includes(column));
  if (others.length === 0 || mode === 'insert') return `${conflict} DO NOTHING`;
  const changes = others.map((column) => composeChange(column, `excluded.${escapeIdentifier(column.column)}`));
  const assignments = changes.map(({ assignment }) => assignment).join(', ');
  return `${conflict} DO UPDATE SET ${assignments} WHERE ${changes.map(({ differs }) => differs).join(' OR ')}`;
}

function composeUpdate(plan: LoadPlan, context: Context, condition: string): string {
  const others = plan.columns.filter(({ column }) => !plan.keys.includes(column));
  const changes = others.map((column) => composeChange(column, stagedValue(column, context)));
  const assignments = changes.map(({ assignment }) => assignment).join(', ');
  const differs = changes.map((change) => change.differs).join(' OR ');
  return `UPDATE ${plan.table} AS target SET ${assignments} FROM pg_temp.telar_stage AS staged
    WHERE ${sameKey(plan, context)} AND ${condition} AND (${differs})`;
}

function composeDelete(plan: LoadPlan, context: Context, condition: string): string {
  return `DELETE FROM ${plan.table} AS target USING pg_temp.telar_stage AS staged
    WHERE ${sameKey(plan, context)} AND ${condition}`;
}

function composeChange({ column, type, policy }: LoadColumn, incoming: string) {
  const name = escapeIdentifier(column);
  const current = `target.${name}`;
  const value = applyPolicy(policy, current, incoming, type);
  // json and xml have no equality.
  const cast = ['json', 'xml'].includes(type.name) ? '::text' : '';
  return { assignment: `${name} = ${value}`, differs: `${current}${cast} IS DISTINCT FROM (${value})${cast}` };
}

function applyPolicy(
  policy: LoadColumn['policy'],
  current: string,
  incoming: string,
  type: LoadColumn['type'],
): string {
  switch (policy) {
    case 'always':
      return incoming;
    case 'only_if_empty':
      return `CASE WHEN ${current} IS NULL OR ${current}::text = '' THEN ${incoming} ELSE ${current} END`;
    case 'never_clear':
      return `coalesce(${type.category === 'S' ? `nullif(${incoming}, '')` : incoming}, ${current})`;
    case 'append_to_list':
      return appendToList(current, incoming, type);
  }
}

/** What is in the list already is not added again. */
function appendToList(current: string, incoming: string, { name }: LoadColumn['type']): string {
  if (name === 'json' || name === 'jsonb') {
    const known = `coalesce(${current}::jsonb, '[]')`;
    const items = `CASE jsonb_typeof(${incoming}::jsonb) WHEN 'array' THEN ${incoming}::jsonb ELSE jsonb_build_array(${incoming}::jsonb) END`;
    const added = `SELECT jsonb_agg(item) FROM jsonb_array_elements(${items}) AS item WHERE NOT ${known} @> jsonb_build_array(item)`;
    return `CASE WHEN ${incoming} IS NULL THEN ${current} ELSE (${known} || coalesce((${added}), '[]'))::${name} END`;
  }
  const known = `coalesce(string_to_array(nullif(${current}, ''), ';'), '{}')`;
  const added = `ARRAY(SELECT item FROM unnest(string_to_array(${incoming}, ';')) AS item WHERE item <> ALL (${known}))`;
  return `CASE WHEN ${incoming} IS NULL THEN ${current} ELSE array_to_string(${known} || ${added}, ';') END`;
}

export function stagedName({ field }: LoadColumn, { fields }: Context): string {
  return `f${fields.findIndex(({ name }) => name === field.name)}`;
}

/** Assignment fits numbers, dates and strings into a column, checking length and range; other types need a cast from text. */
export function stagedValue(column: LoadColumn, context: Context): string {
  const name = `staged.${stagedName(column, context)}`;
  return needsCast(column) ? `${name}::${column.type.name}` : name;
}

function needsCast({ field, type }: LoadColumn): boolean {
  const isText = field.type === 'text' || field.type === 'json';
  return isText && type.category !== 'S' && type.name !== 'text';
}
