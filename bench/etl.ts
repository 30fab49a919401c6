/**
 * CSV of contacts → filter → normalise → newest per e-mail → PostgreSQL, through the product's own run,
 * beside a bare COPY of the same file into the same server, in turn. Usage: etl [rows] [pairs].
 * The last line is one JSON object; `ratio` is the median of the pairs.
 */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { createBenchWorkspace } from './bench-workspace.ts';
import { makeContactsFile } from './make-contacts-file.ts';
import { median } from './median.ts';

const rows = Number(process.argv[2] ?? 2_000_000);
const pairs = Number(process.argv[3] ?? 3);

const workspace = await createBenchWorkspace();
try {
  const file = await makeContactsFile(rows);
  const graph = await workspace.createContactsGraph(file);
  const measured: { copySeconds: number; telarSeconds: number; peakRssMb: number }[] = [];
  await copyBare(workspace.databaseUrl, file);
  for (let pair = 0; pair < pairs; pair += 1) {
    const copySeconds = await copyBare(workspace.databaseUrl, file);
    await dropTarget(workspace.databaseUrl);
    const { seconds: telarSeconds, peakRssBytes, run } = await workspace.run(graph);
    const peakRssMb = Math.round(peakRssBytes / 1024 ** 2);
    measured.push({ copySeconds, telarSeconds, peakRssMb });
    console.log({ ...measured.at(-1), loaded: Number(run.rowsLoaded), rejected: Number(run.rowsRejected) });
  }
  const ratio = median(measured.map(({ copySeconds, telarSeconds }) => telarSeconds / copySeconds));
  const result = {
    bench: 'etl',
    rows,
    copySeconds: median(measured.map(({ copySeconds }) => copySeconds)),
    telarSeconds: median(measured.map(({ telarSeconds }) => telarSeconds)),
    peakRssMb: Math.max(...measured.map(({ peakRssMb }) => peakRssMb)),
    ratio: Number(ratio.toFixed(2)),
  };
  console.log(JSON.stringify(result));
} finally {
  await workspace.close();
}

/** Both sides write into a new table. */
async function dropTarget(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('DROP TABLE IF EXISTS contacts; DROP TABLE IF EXISTS bare_contacts; CHECKPOINT');
  await client.end();
}

/** Seconds that PostgreSQL's own COPY takes for the file, into a table of its types. */
async function copyBare(databaseUrl: string, file: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('DROP TABLE IF EXISTS bare_contacts');
    await client.query(`CREATE TABLE bare_contacts (id bigint, first_name text, last_name text, email text, phone text,
      company text, job_title text, country text, lifecycle_stage text, lead_score bigint, consent text,
      signup_date text, updated_at timestamptz)`);
    const startedAt = performance.now();
    await pipeline(
      createReadStream(file),
      client.query(copyFrom('COPY bare_contacts FROM STDIN WITH (FORMAT csv, HEADER)')),
    );
    return (performance.now() - startedAt) / 1000;
  } finally {
    await client.end();
  }
}
