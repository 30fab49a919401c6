import type { Client } from 'pg';
import { escapeIdentifier } from 'pg';
import type { LoadContext, LoadResult } from '#connectors/kit/connector.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { copyRows } from './copy-rows.ts';
import { toTableType } from './map-postgres-type.ts';
import type { LoadColumn, LoadPlan } from './plan-load.ts';
import { readRejections } from './read-rejections.ts';
import { isRowFailure } from './translate-postgres-error.ts';

/** More rows than this set aside by one load means that the load is wrong, not the rows. */
const maxRejectedRows = 100_000;
const tooManyRejectedState = 'TL001';
const chunkRows = 500;

/** Loads by way of a staging table, setting aside the rows that the table refuses. */
export async function loadStagedRows(
  client: Client,
  plan: LoadPlan,
  context: LoadContext<unknown>,
): Promise<LoadResult> {
  const staged = await stageRows(client, context);
  if (plan.keys.length > 0) await rejectUnusableKeys(client, plan, context);
  const loaded = await insertRows(client, plan, context);
  const rejected = await readRejections(client, plan, context.fields);
  return { loaded, unchanged: staged - rejected.length - loaded, rejected };
}

async function stageRows(client: Client, context: LoadContext<unknown>): Promise<number> {
  const columns = context.fields.map(({ type }, index) => `f${index} ${type === 'json' ? 'text' : toTableType(type)}`);
  await client.query(
    `CREATE TEMP TABLE telar_stage (${columns.join(', ')}, telar_row bigint GENERATED ALWAYS AS IDENTITY) ON COMMIT DROP;
     CREATE TEMP TABLE telar_rejected (telar_row bigint PRIMARY KEY, state text, "column" text, message text, detail text)
     ON COMMIT DROP`,
  );
  const names = context.fields.map((_, index) => `f${index}`).join(', ');
  return copyRows(client, `pg_temp.telar_stage (${names})`, context);
}

/** Of several rows with one key the last counts; a row with a blank key could never be found again. */
async function rejectUnusableKeys(client: Client, plan: LoadPlan, context: LoadContext<unknown>): Promise<void> {
  const keys = plan.keys.map((key) => plan.columns.find(({ column }) => column === key) as LoadColumn);
  const staged = keys.map((key) => stagedName(key, context));
  const compared = keys.map((key, index) => (key.type.name === 'citext' ? `${staged[index]}::citext` : staged[index]));
  const blank = staged.map((name) => `${name} IS NULL`).join(' OR ');
  const firstBlank = keys.map((key, index) => `WHEN ${staged[index]} IS NULL THEN ${quoteText(key.column)}`).join(' ');
  await client.query(
    `INSERT INTO telar_rejected (telar_row, state, "column")
       SELECT telar_row, 'key_blank', CASE ${firstBlank} END FROM telar_stage WHERE ${blank};
     INSERT INTO telar_rejected (telar_row, state, "column")
       SELECT telar_row, 'key_duplicate', ${quoteText(plan.keys[0] ?? '')} FROM (
         SELECT telar_row, row_number() OVER (PARTITION BY ${compared.join(', ')} ORDER BY telar_row DESC) AS place
         FROM telar_stage WHERE NOT (${blank})) AS ranked
       WHERE place > 1`,
  );
  const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM pg_temp.telar_rejected');
  if (Number(rows[0]?.count) > maxRejectedRows) throw tooManyRejected();
}

/** All rows in one statement; when one is refused, in chunks, and row by row where a chunk is refused. */
async function insertRows(client: Client, plan: LoadPlan, context: LoadContext<unknown>): Promise<number> {
  await client.query('ANALYZE pg_temp.telar_stage; SAVEPOINT insert_all');
  try {
    const { rowCount } = await client.query(composeInsert(plan, context, 'true'));
    return rowCount ?? 0;
  } catch (error) {
    if (!isRowFailure(error)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT insert_all');
  }
  try {
    await client.query('CREATE INDEX ON pg_temp.telar_stage (telar_row)');
    await client.query(composeChunkedInsert(plan, context));
  } catch (error) {
    if ((error as { code?: string }).code !== tooManyRejectedState) throw error;
    throw tooManyRejected();
  }
  const { rows } = await client.query<{ loaded: string }>('SELECT loaded FROM pg_temp.telar_loaded');
  return Number(rows[0]?.loaded ?? 0);
}

function tooManyRejected(): TelarError {
  return new TelarError('too_many_rejected', { params: { count: maxRejectedRows }, status: 422 });
}

function composeInsert(plan: LoadPlan, context: LoadContext<unknown>, condition: string): string {
  const names = plan.columns.map(({ column }) => escapeIdentifier(column));
  const values = plan.columns.map((column) => stagedValue(column, context));
  return `INSERT INTO ${plan.table} AS target (${names.join(', ')})
    SELECT ${values.join(', ')} FROM pg_temp.telar_stage AS staged
    WHERE ${condition} AND NOT EXISTS (
      SELECT FROM pg_temp.telar_rejected AS rejected WHERE rejected.telar_row = staged.telar_row)
    ${composeConflict(plan)}`;
}

/** Rows that would change nothing are left alone. */
function composeConflict({ keys, columns }: LoadPlan): string {
  if (keys.length === 0) return '';
  const conflict = `ON CONFLICT (${keys.map((key) => escapeIdentifier(key)).join(', ')})`;
  const others = columns.filter(({ column }) => !keys.includes(column));
  if (others.length === 0) return `${conflict} DO NOTHING`;
  const assignments = others.map(({ column }) => `${escapeIdentifier(column)} = excluded.${escapeIdentifier(column)}`);
  const changes = others.map(({ column, type }) => {
    // json and xml have no equality.
    const cast = ['json', 'xml'].includes(type.name) ? '::text' : '';
    const name = escapeIdentifier(column);
    return `target.${name}${cast} IS DISTINCT FROM excluded.${name}${cast}`;
  });
  return `${conflict} DO UPDATE SET ${assignments.join(', ')} WHERE ${changes.join(' OR ')}`;
}

function composeChunkedInsert(plan: LoadPlan, context: LoadContext<unknown>): string {
  const tag = `$telar_${crypto.randomUUID().replaceAll('-', '')}$`;
  return `CREATE TEMP TABLE telar_loaded (loaded bigint) ON COMMIT DROP;
  DO ${tag}
  DECLARE
    first_row bigint := 1; last_row bigint; top_row bigint; done bigint; total bigint := 0; refused bigint := 0;
    state text; column_at_fault text; message text; detail text;
  BEGIN
    SELECT coalesce(max(telar_row), 0) INTO top_row FROM pg_temp.telar_stage;
    WHILE first_row <= top_row LOOP
      last_row := least(first_row + ${chunkRows - 1}, top_row);
      BEGIN
        ${composeInsert(plan, context, 'staged.telar_row BETWEEN first_row AND last_row')};
        GET DIAGNOSTICS done = ROW_COUNT;
        total := total + done;
      EXCEPTION WHEN data_exception OR integrity_constraint_violation OR cardinality_violation THEN
        FOR single_row IN first_row..last_row LOOP
          BEGIN
            ${composeInsert(plan, context, 'staged.telar_row = single_row')};
            GET DIAGNOSTICS done = ROW_COUNT;
            total := total + done;
          EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, column_at_fault = COLUMN_NAME,
              message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
            INSERT INTO pg_temp.telar_rejected VALUES (single_row, state, column_at_fault, message, detail);
            refused := refused + 1;
            IF refused > ${maxRejectedRows} THEN
              RAISE EXCEPTION 'too many rejected rows' USING ERRCODE = '${tooManyRejectedState}';
            END IF;
          END;
        END LOOP;
      END;
      first_row := last_row + 1;
    END LOOP;
    INSERT INTO pg_temp.telar_loaded VALUES (total);
  END ${tag}`;
}

function stagedName({ field }: LoadColumn, { fields }: LoadContext<unknown>): string {
  return `f${fields.findIndex(({ name }) => name === field.name)}`;
}

/** Assignment fits numbers, dates and strings into a column, checking length and range; other types need a cast from text. */
function stagedValue(column: LoadColumn, context: LoadContext<unknown>): string {
  const name = `staged.${stagedName(column, context)}`;
  const { field, type } = column;
  const isText = field.type === 'text' || field.type === 'json';
  return isText && type.category !== 'S' && type.name !== 'text' ? `${name}::${type.name}` : name;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
