/**
 * An upsert of many rows of which one in a hundred changed, through the product's own run, beside the same written by
 * hand: COPY into a staging table, then INSERT … ON CONFLICT DO UPDATE of the rows that differ. Usage: diff [rows] [pairs].
 * The last line is one JSON object; `ratio` is the median of the pairs, `written` what the run changed in the table.
 */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { createBenchWorkspace } from './bench-workspace.ts';
import { makeContactsFile } from './make-contacts-file.ts';
import { median } from './median.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const pairs = Number(process.argv[3] ?? 3);

const workspace = await createBenchWorkspace();
try {
  const file = await makeContactsFile(rows);
  const client = new pg.Client({ connectionString: workspace.databaseUrl });
  // The database goes, with a failure that ends the run, before this connection does.
  client.on('error', () => undefined);
  await client.connect();
  const columns = await prepareTables(client, file);
  const results: Record<'target' | 'sent', number[]> = { target: [], sent: [] };
  const byHand: number[] = [];
  let written = 0;
  for (const detect of ['target', 'sent'] as const) {
    const graph = workspace.createDiffGraph(detect);
    await workspace.run(graph);
    for (let pair = 0; pair < pairs; pair += 1) {
      await changeOneInHundred(client);
      byHand.push(await mergeByHand(client, columns));
      await changeOneInHundred(client);
      const { seconds, run } = await workspace.run(graph);
      results[detect].push(seconds);
      written = Number(run.rowsLoaded);
      console.log({ detect, telarSeconds: seconds, byHandSeconds: byHand.at(-1), written });
    }
  }
  const hand = median(byHand);
  const ratio = (seconds: readonly number[]) => Number((median(seconds) / hand).toFixed(2));
  const seconds = { byHand: hand, target: median(results.target), sent: median(results.sent) };
  console.log(
    JSON.stringify({
      bench: 'diff',
      rows,
      written,
      seconds,
      ratio: ratio(results.target),
      ratioSent: ratio(results.sent),
    }),
  );
  await client.end();
} finally {
  await workspace.close();
}

/** The source as a table, and the same rows in the table to write to and in that of the merge by hand. */
async function prepareTables(client: pg.Client, file: string): Promise<string> {
  const columns = `id bigint PRIMARY KEY, first_name text, last_name text, email text, phone text, company text, job_title text,
    country text, lifecycle_stage text, lead_score bigint, consent text, signup_date text, updated_at timestamptz`;
  await client.query(`CREATE TABLE people (${columns})`);
  await pipeline(createReadStream(file), client.query(copyFrom('COPY people FROM STDIN WITH (FORMAT csv, HEADER)')));
  await client.query(`CREATE TABLE contacts (LIKE people INCLUDING ALL); INSERT INTO contacts SELECT * FROM people;
    CREATE TABLE by_hand (LIKE people INCLUDING ALL); INSERT INTO by_hand SELECT * FROM people`);
  await client.query('VACUUM ANALYZE');
  return columns.replace(' PRIMARY KEY', '');
}

async function changeOneInHundred(client: pg.Client): Promise<void> {
  await client.query(`UPDATE people SET lead_score = coalesce(lead_score, 0) + 1 WHERE id % 100 = 0`);
}

/** Seconds that a hand-written staging and merge takes for the same source. */
async function mergeByHand(client: pg.Client, columns: string): Promise<number> {
  const names = columns.split(',').map((column) => column.trim().split(' ')[0] as string);
  const others = names.filter((name) => name !== 'id');
  const startedAt = performance.now();
  const reader = new pg.Client({ connectionString: workspace.databaseUrl });
  await reader.connect();
  await client.query(`BEGIN; CREATE TEMP TABLE stage (${columns}) ON COMMIT DROP`);
  const source = reader.query(copyTo('COPY people TO STDOUT WITH (FORMAT csv)'));
  await pipeline(source, client.query(copyFrom('COPY stage FROM STDIN WITH (FORMAT csv)')));
  await client.query(`INSERT INTO by_hand AS target SELECT * FROM stage ON CONFLICT (id) DO UPDATE SET
    ${others.map((name) => `${name} = excluded.${name}`).join(', ')}
    WHERE (${others.map((name) => `target.${name}`).join(', ')}) IS DISTINCT FROM (${others.map((name) => `excluded.${name}`).join(', ')})`);
  await client.query('COMMIT');
  await reader.end();
  return (performance.now() - startedAt) / 1000;
}
