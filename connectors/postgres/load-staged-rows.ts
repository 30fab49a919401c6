import type { Client } from 'pg';
import { checkBrake } from '#connectors/kit/check-brake.ts';
import type { LoadContext, LoadResult } from '#connectors/kit/connector.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { composeRemoval, composeWrite, isRemoved, sameKey, stagedName } from './compose-write.ts';
import { type CopyContext, composeCopy, copyRows } from './copy-rows.ts';
import type { TargetTable } from './describe-target.ts';
import { toTableType } from './map-postgres-type.ts';
import { addsRows, type LoadColumn, type LoadPlan } from './plan-load.ts';
import { readRejections } from './read-rejections.ts';
import { createFateTeller } from './tell-fates.ts';
import { isRowFailure } from './translate-postgres-error.ts';
import type { Keeping } from './undo/keep-before.ts';
import { maxKeptRows } from './undo/undo-table.ts';

/** More rows than this set aside by one load means that the load is wrong, not the rows. */
const maxRejectedRows = 100_000;
const tooManyRejectedState = 'TL001';
const chunkRows = 500;

/** Loads by way of a staging table, setting aside the rows that the table refuses. */
export async function loadStagedRows(
  client: Client,
  plan: LoadPlan,
  context: LoadContext<PostgresTargetSettings>,
  keeping: Keeping,
  table: TargetTable | null,
): Promise<LoadResult> {
  const fates = createFateTeller(client, plan, context, table);
  const staged = await stageRows(client, context);
  if (plan.keys.length > 0) {
    await rejectUnusableKeys(client, plan, context);
    await findKnownRows(client, plan, context);
    await fates.remember();
  }
  if (addsRows(plan.mode) && (await countFresh(client, plan, staged)) > maxKeptRows) keeping.giveUp();
  const mirrored = plan.mode === 'mirror' ? await removeMissing(client, plan, context, keeping) : 0;
  const written = await insertRows(client, plan, context, keeping);
  const rejected = await readRejections(client, plan, context.fields);
  const counts = plan.keys.length === 0 ? countAdded(written) : await countMatched(client, plan, context, written);
  const loaded = written.loaded + written.removed;
  const unchanged = staged - rejected.length - loaded - counts.skipped;
  const removed = mirrored + (plan.mode === 'delete' ? written.loaded : written.removed);
  const toldFates = await fates.tell();
  const told = {
    ...(toldFates !== undefined && { fates: toldFates }),
    ...(plan.keys.length > 0 && { ...counts, removed }),
    ...(counts.skipped > 0 && { skipped: counts.skipped }),
  };
  return { loaded, unchanged, rejected, ...told };
}

type Fields = Pick<LoadContext<unknown>, 'fields'>;

/** Rows without an equal in the table. */
async function countFresh(client: Client, { keys }: LoadPlan, staged: number): Promise<number> {
  if (keys.length === 0) return staged;
  const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM pg_temp.telar_known');
  return staged - Number(rows[0]?.count ?? 0);
}

interface WrittenRows {
  readonly loaded: number;
  /** Because the source marks them as removed. */
  readonly removed: number;
}

function countAdded({ loaded }: WrittenRows) {
  return { created: loaded, updated: 0, skipped: 0 };
}

/** Remembers which staged rows have an equal in the table, before anything is written. */
async function findKnownRows(client: Client, plan: LoadPlan, context: LoadContext<unknown>): Promise<void> {
  await client.query(`ANALYZE pg_temp.telar_stage; CREATE TEMP TABLE telar_known ON COMMIT DROP AS
    SELECT telar_row FROM pg_temp.telar_stage AS staged
    WHERE EXISTS (SELECT FROM ${plan.table} AS target WHERE ${sameKey(plan, context)});
    ANALYZE pg_temp.telar_known`);
}

async function countMatched(client: Client, plan: LoadPlan, context: LoadContext<unknown>, written: WrittenRows) {
  const { rows } = await client.query<{ fresh: string; known: string; gone: string }>(
    `SELECT count(*) FILTER (WHERE NOT known AND NOT removed) AS fresh,
       count(*) FILTER (WHERE known AND NOT removed) AS known, count(*) FILTER (WHERE removed) AS gone
     FROM (
       SELECT ${plan.mode === 'delete' ? 'false' : isRemoved(plan, context)} AS removed, known.telar_row IS NOT NULL AS known
       FROM pg_temp.telar_stage AS staged
       LEFT JOIN pg_temp.telar_known AS known USING (telar_row)
       LEFT JOIN pg_temp.telar_rejected AS rejected USING (telar_row)
       WHERE rejected.telar_row IS NULL) AS seen`,
  );
  const [fresh, known, gone] = [rows[0]?.fresh, rows[0]?.known, rows[0]?.gone].map(Number) as [number, number, number];
  const passed = gone - written.removed;
  switch (plan.mode) {
    case 'insert':
      return { created: written.loaded, updated: 0, skipped: known + passed };
    case 'update':
      return { created: 0, updated: written.loaded, skipped: fresh + passed };
    case 'delete':
      return { created: 0, updated: 0, skipped: fresh };
    default:
      return { created: fresh, updated: written.loaded - fresh, skipped: passed };
  }
}

/**
 * Removes from the table what is not among the rows; a row that was set aside is there all the same. Halts before it
 * removes more than the brake allows, or everything because no row came, unless someone agreed.
 */
async function removeMissing(
  client: Client,
  plan: LoadPlan,
  context: LoadContext<unknown>,
  keeping: Keeping,
): Promise<number> {
  const isMissing = composeIsMissing(plan, context);
  const { rows } = await client.query<{ total: string; missing: string; staged: string }>(
    `SELECT (SELECT count(*) FROM pg_temp.telar_stage) AS staged, (SELECT count(*) FROM ${plan.table}) AS total,
       (SELECT count(*) FROM ${plan.table} AS target WHERE ${isMissing}) AS missing`,
  );
  const [total, missing, staged] = [rows[0]?.total, rows[0]?.missing, rows[0]?.staged].map(Number) as [
    number,
    number,
    number,
  ];
  checkBrake({ total, missing, staged, brakePercent: plan.brakePercent, allowRemovals: context.allowRemovals });
  if (missing > 0) await keeping.run('remove', composeMissing(plan, context));
  return missing;
}

function composeIsMissing(plan: LoadPlan, context: Fields): string {
  return `NOT EXISTS (SELECT FROM pg_temp.telar_stage AS staged WHERE ${sameKey(plan, context)} AND NOT (${isRemoved(plan, context)}))`;
}

function composeMissing(plan: LoadPlan, context: Fields): string {
  return `DELETE FROM ${plan.table} AS target WHERE ${composeIsMissing(plan, context)}`;
}

function composeStage({ fields }: Fields): string {
  const columns = fields.map(({ type }, index) => `f${index} ${type === 'json' ? 'text' : toTableType(type)}`);
  return `CREATE TEMP TABLE telar_stage (${columns.join(', ')}, telar_row bigint GENERATED ALWAYS AS IDENTITY) ON COMMIT DROP`;
}

/** Where the rows are copied to. */
function composeStageColumns({ fields }: Fields): string {
  return `pg_temp.telar_stage (${fields.map((_, index) => `f${index}`).join(', ')})`;
}

/** What `loadStagedRows` says to the server about the rows while it refuses none, in order. */
export function listStagedStatements(plan: LoadPlan, context: Fields): string[] {
  const removal = composeRemoval(plan, context, 'true');
  return [
    composeStage(context),
    composeCopy(composeStageColumns(context)),
    ...(plan.mode === 'mirror' ? [composeMissing(plan, context)] : []),
    ...(removal === null ? [] : [removal]),
    composeWrite(plan, context, 'true'),
  ];
}

/** Brings the rows into a temporary table of the open transaction; answers how many. */
export async function stageRows(client: Client, context: CopyContext): Promise<number> {
  await client.query(
    `${composeStage(context)};
     CREATE TEMP TABLE telar_rejected (telar_row bigint PRIMARY KEY, state text, "column" text, message text, detail text)
     ON COMMIT DROP`,
  );
  return copyRows(client, composeStageColumns(context), context);
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
async function insertRows(
  client: Client,
  plan: LoadPlan,
  context: LoadContext<unknown>,
  keeping: Keeping,
): Promise<WrittenRows> {
  await client.query('ANALYZE pg_temp.telar_stage; SAVEPOINT insert_all');
  try {
    const removal = composeRemoval(plan, context, 'true');
    const removed = removal === null ? 0 : await keeping.run('remove', removal);
    const kind = plan.mode === 'delete' ? 'remove' : 'write';
    return { loaded: await keeping.run(kind, composeWrite(plan, context, 'true')), removed };
  } catch (error) {
    if (!isRowFailure(error)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT insert_all');
  }
  try {
    await client.query('CREATE INDEX ON pg_temp.telar_stage (telar_row)');
    await client.query(composeChunkedWrite(plan, context, keeping));
  } catch (error) {
    if ((error as { code?: string }).code !== tooManyRejectedState) throw error;
    throw tooManyRejected();
  }
  const { rows } = await client.query<{ loaded: string; removed: string }>('SELECT * FROM pg_temp.telar_loaded');
  return { loaded: Number(rows[0]?.loaded ?? 0), removed: Number(rows[0]?.removed ?? 0) };
}

function tooManyRejected(): TelarError {
  return new TelarError('too_many_rejected', { params: { count: maxRejectedRows }, status: 422 });
}

function composeChunkedWrite(plan: LoadPlan, context: LoadContext<unknown>, keeping: Keeping): string {
  const kind = plan.mode === 'delete' ? 'remove' : 'write';
  const write = (condition: string) => {
    const removal = composeRemoval(plan, context, condition);
    const remove = removal === null ? '' : keeping.compose('remove', removal, 'gone');
    return `gone := 0; ${remove} ${keeping.compose(kind, composeWrite(plan, context, condition), 'done')}
        total := total + done; removed := removed + gone;`;
  };
  const tag = `$telar_${crypto.randomUUID().replaceAll('-', '')}$`;
  return `CREATE TEMP TABLE telar_loaded (loaded bigint, removed bigint) ON COMMIT DROP;
  DO ${tag}
  DECLARE
    first_row bigint := 1; last_row bigint; top_row bigint; done bigint; gone bigint; total bigint := 0;
    removed bigint := 0; refused bigint := 0;
    state text; column_at_fault text; message text; detail text;
  BEGIN
    SELECT coalesce(max(telar_row), 0) INTO top_row FROM pg_temp.telar_stage;
    WHILE first_row <= top_row LOOP
      last_row := least(first_row + ${chunkRows - 1}, top_row);
      BEGIN
        ${write('staged.telar_row BETWEEN first_row AND last_row')}
      EXCEPTION WHEN data_exception OR integrity_constraint_violation OR cardinality_violation THEN
        FOR single_row IN first_row..last_row LOOP
          BEGIN
            ${write('staged.telar_row = single_row')}
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
    INSERT INTO pg_temp.telar_loaded VALUES (total, removed);
  END ${tag}`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
