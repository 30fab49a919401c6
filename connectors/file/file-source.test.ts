import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReadContext } from '#connectors/kit/connector.ts';
import { type FileSourceSettings, fileSource as node } from '#core/graph/nodes/file-source.ts';
import { fileSource } from './file-source.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

function contextOf(
  path: string,
  settings: Partial<FileSourceSettings> = {},
  limit?: number,
): ReadContext<FileSourceSettings> {
  return {
    settings: { ...node.defaults, fileId: 'file_1', ...settings },
    connection: null,
    folder,
    signal: new AbortController().signal,
    http: { request: () => Promise.reject(new Error('files need no HTTP')) },
    resolveFile: async () => ({ path, name: path.split('/').at(-1) ?? '' }),
    inspectParquet: async () => ({ fields: [{ name: 'delay', type: 'integer' }], rows: 3_000_000 }),
    event: null,
    ...(limit !== undefined && { limit }),
  };
}

async function store(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** What the engine would be given: the scan, and the staged text. */
async function readThrough(path: string, limit?: number) {
  const { settings } = await fileSource.discover(contextOf(path));
  const { scan } = await fileSource.extract(contextOf(path, settings, limit));
  return { scan, text: 'path' in scan ? await readFile(scan.path, 'utf8') : '' };
}

describe('the data sets of vega', () => {
  it('are discovered as they are', async () => {
    const data = fileURLToPath(new URL('../../node_modules/vega-datasets/data', import.meta.url));
    const names = (await readdir(data)).filter((name) => /\.(csv|tsv|json|parquet)$/.test(name));
    expect(names.length).toBeGreaterThan(60);
    const found = new Map<string, string>();
    for (const name of names) {
      const { fields } = await fileSource.discover(contextOf(join(data, name)));
      expect(fields.length, name).toBeGreaterThan(0);
      found.set(name, fields.map(({ name: field, type }) => `${field}:${type}`).join(' '));
    }
    expect(found.get('airports.csv')).toBe(
      'iata:text name:text city:text state:text country:text latitude:number longitude:number',
    );
    expect(found.get('flights-2k.json')).toBe(
      'date:datetime delay:integer distance:integer origin:text destination:text',
    );
    expect(found.get('earthquakes.json')).toContain('properties.mag:decimal');
    expect(found.get('flights-3m.parquet')).toBe('delay:integer');
    expect(found.get('unemployment.tsv')).toBe('id:integer rate:decimal');
    expect(found.get('movies.json')).toContain('Release Date:date');
  }, 60_000);
});

describe('staging', () => {
  it('turns other encodings into UTF-8', async () => {
    const { scan, text } = await readThrough(await store('wide.csv', Buffer.from('\uFEFFaño;n\n«á»;1\n', 'utf16le')));
    expect(text).toBe('año;n\n«á»;1\n');
    expect(scan).toMatchObject({
      format: 'csv',
      delimiter: ';',
      header: true,
      lenient: true,
      columns: [
        { name: 'año', type: 'text' },
        { name: 'n', type: 'integer' },
      ],
    });
  });

  it('cuts a sample after whole records', async () => {
    const path = await store('cut.csv', 'title\n\na,b,c\n1,"x\r\ny",2\r\n2,z,3\r\n3,w,4\r\n');
    expect((await readThrough(path, 2)).text).toBe('title\n\na,b,c\n1,"x\r\ny",2\r\n2,z,3');
  });

  it.each([
    [
      'list',
      'list.json',
      '[{"id":12345678901234567890,"a":{"b":1}},\n {"id":2}]',
      'array',
      '{"id":12345678901234567890,"a":{"b":1}}\n',
    ],
    ['document', 'document.json', '{"meta":{"n":2},"data":{"rows":[{"a":\n1},{"a":2}]}}', 'document', '{"a": 1}\n'],
    ['lines', 'lines.json', '{"a":1}\n{"a":2}\n', 'lines', '{"a":1}'],
    ['one object', 'one.json', '{\n"a":1}', 'document', '{ "a":1}\n'],
  ])('reads JSON: %s', async (_name, name, content, layout, firstLine) => {
    const path = await store(name, content);
    const whole = await readThrough(path);
    expect(whole.scan).toMatchObject({ format: 'json', layout });
    expect(whole.text).toBe(content);
    expect((await readThrough(path, 1)).text).toBe(firstLine);
  });

  it('takes the byte order mark off JSON', async () => {
    expect((await readThrough(await store('marked.json', '\uFEFF[{"a":1}]'))).text).toBe('[{"a":1}]');
  });

  it('looks at a gigabyte without reading it', async () => {
    const path = await store('large.csv', `a,b\n${'1,x\n'.repeat(100_000)}`);
    await truncate(path, 1024 ** 3);
    const { fields } = await fileSource.discover(contextOf(path));
    expect(fields.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

describe('JSON fields', () => {
  it('flattens objects, keeps lists and mixtures whole, and dates quoted text', async () => {
    const rows = [
      {
        id: 1,
        when: '2026-01-01T10:00:00Z',
        at: { city: 'Ávila', geo: { lat: 1.5 } },
        tags: ['a'],
        mixed: { x: 1 },
        zip: '01001',
        'a.b': 1,
      },
      { id: 2, when: null, at: null, tags: null, mixed: 'plain', zip: '28001', ok: true },
    ];
    const { settings } = await fileSource.discover(contextOf(await store('nested.json', JSON.stringify(rows))));
    expect(settings.fields).toEqual([
      { name: 'id', type: 'integer' },
      { name: 'when', type: 'datetime' },
      { name: 'at.city', type: 'text', path: ['at', 'city'] },
      { name: 'at.geo.lat', type: 'decimal', path: ['at', 'geo', 'lat'] },
      { name: 'tags', type: 'json' },
      { name: 'zip', type: 'text' },
      { name: 'a.b', type: 'integer' },
      { name: 'mixed', type: 'json' },
      { name: 'ok', type: 'boolean' },
    ]);
  });
});

describe('files that cannot be read', () => {
  it.each([
    ['nothing', 'empty.csv', '', { code: 'file_empty' }],
    ['only blank lines', 'blank.csv', '\n\n  \n', { code: 'file_empty' }],
    ['a spreadsheet', 'book.csv', 'PK\u0003\u0004binary\0\0', { code: 'file_format_unknown' }],
    [
      'broken JSON',
      'broken.json',
      '{"rows": [\n  {"a": 1},\n  {"a": }\n]}',
      { code: 'json_broken', params: { line: 3, column: 9 } },
    ],
  ])('%s', async (_name, name, content, error) => {
    const path = await store(name, content);
    await expect(fileSource.discover(contextOf(path))).rejects.toMatchObject(error);
  });

  it('a line that the engine would pass over without a word', async () => {
    const path = await store('long.csv', `id,note\n1,short\n2,${'x'.repeat(30_100_000)}\n3,short\n`);
    await expect(readThrough(path)).rejects.toMatchObject({ code: 'line_beyond_reading', params: { megabytes: 0 } });
  });

  it('rows that are not where they were said to be', async () => {
    const path = await store('moved.json', '{"items": [], "total": 0}');
    const format = { type: 'json', rowsPath: 'data' } as const;
    await expect(fileSource.discover(contextOf(path, { format }))).rejects.toMatchObject({
      code: 'json_rows_missing',
      params: { path: 'data', keys: 'items, total' },
    });
  });
});
