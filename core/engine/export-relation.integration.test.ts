import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExportFormat } from '#connectors/kit/connector.ts';
import type { CsvScan } from '#core/contracts/scan.ts';
import { createEnginePool } from './engine-pool.ts';
import type { EngineSession } from './engine-session.ts';
import { exportRelation } from './export-relation.ts';
import { loadSource } from './load-source.ts';

const pool = createEnginePool({ warm: 0, maxSessions: 1 });
const folder = mkdtempSync(join(tmpdir(), 'telar-export-'));
let session: EngineSession;

beforeAll(async () => {
  session = await pool.open({ folder, storage: 'memory', memoryLimitMb: 200, deadlineMs: 60_000 });
});
afterAll(async () => {
  await session.close();
  await pool.close();
  rmSync(folder, { recursive: true });
});

const sample = {
  text: `SELECT * FROM (VALUES
    ($1, '', NULL, true, 1.5::DOUBLE, 2.50::DECIMAL(38,10), TIMESTAMPTZ '2024-01-31 10:00:00.5+02', '{"k":"v"}'::JSON),
    ('two' || chr(10) || 'lines', '"', 'NULL', false, 'nan'::DOUBLE, NULL, NULL, NULL)
  ) t(a, "b b", c, d, e, f, g, h)`,
  values: ['=1+1'],
};

const expected: Record<Exclude<ExportFormat, 'parquet'>, string> = {
  csv: `a,b b,c,d,e,f,g,h
=1+1,"",,true,1.5,2.5000000000,2024-01-31T08:00:00.5Z,"{""k"":""v""}"
"two\nlines","""",NULL,false,nan,,,
`,
  'copy-csv': `=1+1,"",,true,1.5,2.5000000000,2024-01-31 08:00:00.5+00,"{""k"":""v""}"
"two\nlines","""",NULL,false,nan,,,
`,
  ndjson: `{"a":"=1+1","b b":"","c":null,"d":true,"e":1.5,"f":2.5000000000,"g":"2024-01-31T08:00:00.5Z","h":{"k":"v"}}
{"a":"two\\nlines","b b":"\\"","c":"NULL","d":false,"e":null,"f":null,"g":null,"h":null}
`,
  json: `[
	{"a":"=1+1","b b":"","c":null,"d":true,"e":1.5,"f":2.5000000000,"g":"2024-01-31T08:00:00.5Z","h":{"k":"v"}},
	{"a":"two\\nlines","b b":"\\"","c":"NULL","d":false,"e":null,"f":null,"g":null,"h":null}
]
`,
};

it.each(Object.entries(expected) as [ExportFormat, string][])('writes %s', async (format, content) => {
  const path = join(folder, `out.${format}`);
  await exportRelation(session, sample, format, path);
  expect(readFileSync(path, 'utf8')).toBe(content);
});

it('writes Parquet that reads back with its types', async () => {
  const path = join(folder, 'out.parquet');
  await exportRelation(session, sample, 'parquet', path);
  const columns = await session.describe({ text: 'SELECT * FROM read_parquet($1)', values: [path] });
  expect(columns.map(({ duckDbType }) => duckDbType)).toEqual([
    'VARCHAR',
    'VARCHAR',
    'VARCHAR',
    'BOOLEAN',
    'DOUBLE',
    'DECIMAL(38,10)',
    'TIMESTAMP WITH TIME ZONE',
    'JSON',
  ]);
});

it('keeps spreadsheets from running text as formulas when asked', async () => {
  const path = join(folder, 'escaped.csv');
  await exportRelation(session, sample, 'csv', path, { escapeFormulas: true });
  expect(readFileSync(path, 'utf8').split('\n')[1]).toMatch(/^'=1\+1,/);
});

it('writes to a named pipe, and reads from one what it wrote, NULL and empty text apart', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const query = {
    text: `SELECT i AS id, CASE i % 3 WHEN 0 THEN '' WHEN 1 THEN chr(13) || chr(10) END AS text,
    TIMESTAMPTZ '2024-01-31 10:00:00+00' AS at FROM range(100000) r(i)`,
    values: [],
  };
  const [bytes] = await Promise.all([readFile(pipe), exportRelation(session, query, 'copy-csv', pipe)]);

  const columns = [
    { name: 'id', type: 'integer' },
    { name: 'text', type: 'text' },
    { name: 'at', type: 'datetime' },
  ] as const;
  const dialect = { delimiter: ',', quote: '"', header: false, skipRows: 0, lenient: false } as const;
  const numbers = { decimalSeparator: '.', thousandsSeparator: '' } as const;
  const scan: CsvScan = { format: 'csv', path: pipe, columns, ...dialect, ...numbers, quotedEmptyIsText: true };
  const [loaded] = await Promise.all([loadSource(session, 'back', columns, scan, 'n1'), writeFile(pipe, bytes)]);
  expect(loaded).toEqual({ rows: 100_000, rejected: 0 });
  await session.execute({ text: `CREATE TABLE original AS ${query.text}`, values: [] });
  const difference = await session.queryRows({
    text: '(FROM back EXCEPT FROM original) UNION ALL (FROM original EXCEPT FROM back)',
    values: [],
  });
  expect(difference.rows).toEqual([]);
});
