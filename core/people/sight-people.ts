import { identifier, renderSql, type SqlQuery, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import type { Field } from '#core/graph/field-type.ts';
import { getDatabase } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import { queryCount, storeRows } from '#core/runs/stored-rows.ts';
import type { SightingRole } from '#prisma/generated/client.ts';
import { findPersonKey, hashPersonSql } from './person-key.ts';

/** Of more rows in one step nobody is noted, and the search says so: it would slow large runs down. */
const maxRows = 250_000;
const lookedRows = 200;
const emailPattern = '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$';
const emailsInText = '[^\\s"@,;:<>()]+@[^\\s"@,;:<>()]+\\.[^\\s"@,;:<>()]+';

interface Sighting {
  readonly workspaceId: string;
  readonly runId: string;
  readonly session: EngineSession;
  readonly folder: string;
  readonly nodeId: string;
  readonly role: SightingRole;
}

/** Keeps who is among the rows of a query, by keyed hashes of the addresses in columns that hold e-mail. It stops no run. */
export async function sightPeople(sighting: Sighting, query: SqlQuery, fields: readonly Field[]): Promise<void> {
  await tryToSight(sighting, async () => {
    const texts = fields.filter(({ type }) => type === 'text');
    const columns = await findEmailColumns(sighting.session, query, texts);
    if (columns.length === 0) return;
    const text = `SELECT count(*) FROM (SELECT 1 FROM (${query.text}) LIMIT ${maxRows + 1})`;
    const { rows } = await sighting.session.queryRows({ text, values: query.values }, 1);
    if (Number(rows[0]?.[0]) > maxRows) {
      await saveIndex(sighting, { people: 0, columns, blobKey: null });
      return;
    }
    const addresses = columns.map((name) => `SELECT ${renderSql(identifier(name)).text} AS address FROM rows`);
    await keepPeople(sighting, columns, {
      text: `WITH rows AS (${query.text}) ${addresses.join(' UNION ALL ')}`,
      values: query.values,
    });
  });
}

/** The same for rows that were set aside, whatever they look like. */
export async function sightRejected(sighting: Omit<Sighting, 'role'>): Promise<void> {
  const rejected = { ...sighting, role: 'rejected' as const };
  await tryToSight(rejected, async () => {
    const found = sql`SELECT unnest(regexp_extract_all(record, ${emailsInText})) AS address FROM rejected_rows WHERE node_id = ${sighting.nodeId}`;
    await keepPeople(rejected, [], renderSql(found));
  });
}

async function tryToSight({ runId, nodeId }: Sighting, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    getLogger('people').warn({ err: error, runId, nodeId }, 'People among the rows of a step were not noted');
  }
}

/** Columns most of whose first values are addresses. */
async function findEmailColumns(session: EngineSession, query: SqlQuery, fields: readonly Field[]): Promise<string[]> {
  if (fields.length === 0) return [];
  const place = `$${query.values.length + 1}`;
  const shares = fields.map(({ name }) => {
    const column = renderSql(identifier(name)).text;
    return `count(*) FILTER (WHERE regexp_matches(trim(${column}), ${place})) * 2 > count(nullif(trim(${column}), ''))`;
  });
  const { rows } = await session.queryRows(
    {
      text: `SELECT ${shares.join(', ')} FROM (SELECT * FROM (${query.text}) LIMIT ${lookedRows})`,
      values: [...query.values, emailPattern],
    },
    1,
  );
  return fields.filter((_, index) => rows[0]?.[index] === true).map(({ name }) => name);
}

async function keepPeople(sighting: Sighting, columns: readonly string[], addresses: SqlQuery): Promise<void> {
  const { workspaceId, runId, nodeId, role, session } = sighting;
  const table = identifier(`${nodeId}.people.${role}`);
  await session.execute({
    text: `CREATE OR REPLACE TEMP TABLE ${renderSql(table).text} AS SELECT DISTINCT lower(trim(address)) AS address FROM (${addresses.text}) WHERE address LIKE '%@%'`,
    values: addresses.values,
  });
  const people = await queryCount(session, sql`SELECT count(*) FROM ${table}`);
  if (people > 0) {
    const hash = hashPersonSql(await findPersonKey(workspaceId), sql`address`);
    const blobKey = `runs/${runId}/people-${role}-${nodeId}.parquet`;
    await storeRows(sighting, blobKey, sql`SELECT unhex(left(${hash}, 32)) AS hash FROM ${table} ORDER BY 1`);
    await saveIndex(sighting, { people, columns, blobKey });
  }
  await session.execute(renderSql(sql`DROP TABLE ${table}`));
}

async function saveIndex(
  { workspaceId, runId, nodeId, role }: Sighting,
  { columns, ...index }: { people: number; columns: readonly string[]; blobKey: string | null },
): Promise<void> {
  const data = { ...index, columns: [...columns] };
  await getDatabase().personIndex.upsert({
    where: { runId_nodeId_role: { runId, nodeId, role } },
    create: { runId, nodeId, role, workspaceId, ...data },
    update: data,
  });
}
