import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CsvScan, JsonScan, ScanColumn } from '#core/contracts/scan.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { createEnginePool } from './engine-pool.ts';
import type { EngineSession } from './engine-session.ts';
import { loadSource } from './load-source.ts';

const pool = createEnginePool({ warm: 1, maxSessions: 2 });
let folder: string;
let session: EngineSession;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'telar-load-'));
  session = await pool.open({ folder, storage: 'memory', memoryLimitMb: 400, deadlineMs: 60_000 });
});
afterEach(async () => {
  await session.close();
  rmSync(folder, { recursive: true });
});
afterAll(() => pool.close());

const rowsOf = async (text: string) => (await session.queryRows({ text, values: [] }, 100)).rows;
const rejects = () =>
  rowsOf('SELECT row_number, reason, field, value, record FROM rejected_rows ORDER BY row_number, field');

function csv(content: string | Buffer, types: readonly FieldType[], overrides: Partial<CsvScan> = {}): CsvScan {
  const path = join(folder, 'in.csv');
  writeFileSync(path, content);
  const columns = types.map((type, index): ScanColumn => ({ name: 'abcdefgh'[index] ?? '', type }));
  const dialect = { delimiter: ',', quote: '"', header: true, skipRows: 0 } as const;
  const numbers = { decimalSeparator: '.', thousandsSeparator: '' } as const;
  const policy = { lenient: true, quotedEmptyIsText: false };
  return { format: 'csv', path, columns, ...dialect, ...numbers, ...policy, ...overrides };
}

describe('lenient CSV', () => {
  const cases: readonly [string, string | Buffer, readonly FieldType[], Partial<CsvScan>, unknown[][], unknown[][]][] =
    [
      [
        'LF',
        'a,b\n1,x\n2,"y\nz"\n',
        ['integer', 'text'],
        {},
        [
          ['1', 'x'],
          ['2', 'y\nz'],
        ],
        [],
      ],
      [
        'CRLF',
        'a,b\r\n1,x\r\n2,"y\r\nz"\r\n',
        ['integer', 'text'],
        {},
        [
          ['1', 'x'],
          ['2', 'y\r\nz'],
        ],
        [],
      ],
      [
        'CR',
        'a,b\r1,x\r2,y\r',
        ['integer', 'text'],
        {},
        [
          ['1', 'x'],
          ['2', 'y'],
        ],
        [],
      ],
      [
        'mixed line ends',
        'a,b\r\n1,x\n2,y\r\n3,z\n',
        ['integer', 'text'],
        {},
        [
          ['1', 'x'],
          ['2', 'y'],
          ['3', 'z'],
        ],
        [],
      ],
      ['a byte order mark', '\ufeffa,b\n1,x\n', ['integer', 'text'], {}, [['1', 'x']], []],
      ['a NUL byte', 'a,b\n1,x\0y\n', ['integer', 'text'], {}, [['1', 'x\0y']], []],
      [
        'no header',
        '1,x\n2,y\n',
        ['integer', 'text'],
        { header: false },
        [
          ['1', 'x'],
          ['2', 'y'],
        ],
        [],
      ],
      ['skipped lines', 'made by, us, today\n\na,b\n1,x\n', ['integer', 'text'], { skipRows: 2 }, [['1', 'x']], []],
      [
        'no quoting',
        'a,b\n1,5" pipe\n2,"x\n',
        ['integer', 'text'],
        { quote: '' },
        [
          ['1', '5" pipe'],
          ['2', '"x'],
        ],
        [],
      ],
      ['a header alone', 'a,b\n', ['integer', 'text'], {}, [], []],
      ['an empty file', '', ['integer', 'text'], {}, [], []],
      [
        'blanks',
        'a,b\n,\n"",""\n  , s \n',
        ['integer', 'text'],
        {},
        [
          [null, null],
          [null, null],
          [null, ' s '],
        ],
        [],
      ],
      [
        'quoted empty text',
        'a,b\n1,""\n2,\n',
        ['integer', 'text'],
        { quotedEmptyIsText: true },
        [
          ['1', ''],
          ['2', null],
        ],
        [],
      ],
      [
        'rows too short and too long',
        'a,b\n1\n2,x,y\n3,z\n',
        ['integer', 'text'],
        {},
        [['3', 'z']],
        [
          [2, 'row_too_short', 'b', null, '{"line":"1"}'],
          [3, 'row_too_long', null, null, '{"line":"2,x,y"}'],
        ],
      ],
      [
        'an unclosed quote',
        'a,b\n1,x\n2,"y\n3,z\n',
        ['integer', 'text'],
        {},
        [['1', 'x']],
        [[3, 'quote_unclosed', 'b', null, '{"line":"2,\\"y\\n3,z\\n"}']],
      ],
      [
        'broken encoding',
        Buffer.from('a,b\n1,x\xff\n2,y\n', 'latin1'),
        ['integer', 'text'],
        {},
        [['2', 'y']],
        [[2, 'encoding_invalid', 'b', null, '{"line":"1,x?"}']],
      ],
      [
        'numbers that do not fit a whole number',
        'a\n1\n1.5\n2.0\n99999999999999999999\nx\n-7\n',
        ['integer'],
        {},
        [['1'], ['2'], ['-7']],
        [
          [3, 'cast_failed', 'a', '1.5', '{"a":"1.5"}'],
          [5, 'cast_failed', 'a', '99999999999999999999', '{"a":"99999999999999999999"}'],
          [6, 'cast_failed', 'a', 'x', '{"a":"x"}'],
        ],
      ],
      [
        'European numbers',
        'a;b\n1.234,5;1.000\n3;7\n1,5;1.00\n1.5;2\n',
        ['decimal', 'integer'],
        { delimiter: ';', decimalSeparator: ',', thousandsSeparator: '.' },
        [
          ['1234.5000000000', '1000'],
          ['3.0000000000', '7'],
        ],
        [
          [4, 'cast_failed', 'b', '1.00', '{"a":"1,5","b":"1.00"}'],
          [5, 'cast_failed', 'a', '1.5', '{"a":"1.5","b":"2"}'],
        ],
      ],
      [
        'dates, datetimes and booleans',
        'a,b,c\n2024-01-31,2024-01-31T10:00:00+02:00,true\n2024-02-30,2024-01-31 10:00,no\n2024-02-01,soon,1\n,,\n',
        ['date', 'datetime', 'boolean'],
        {},
        [
          ['2024-01-31', '2024-01-31T08:00:00Z', true],
          [null, null, null],
        ],
        [
          [3, 'cast_failed', 'a', '2024-02-30', '{"a":"2024-02-30","b":"2024-01-31 10:00","c":"no"}'],
          [4, 'cast_failed', 'b', 'soon', '{"a":"2024-02-01","b":"soon","c":"1"}'],
        ],
      ],
    ];

  it.each(cases)('reads %s', async (_, content, types, overrides, rows, rejected) => {
    const scan = csv(content, types, overrides);
    const loaded = await loadSource(session, 'r', scan.columns, scan, 'n1');
    expect(await rowsOf('SELECT * FROM r')).toEqual(rows);
    expect((await rejects()).map(([line, ...rest]) => [Number(line), ...rest])).toEqual(rejected);
    expect(loaded).toEqual({ rows: rows.length, rejected: rejected.length });
  });

  it('reads each column by its own date format', async () => {
    const scan = csv('31/01/2024,01-31-2024 5:30 PM\n2024-01-31,x\n', ['text'], {
      header: false,
      columns: [
        { name: 'a', type: 'date', format: '%d/%m/%Y' },
        { name: 'b', type: 'datetime', format: '%m-%d-%Y %I:%M %p' },
      ],
    });
    expect(await loadSource(session, 'r', scan.columns, scan, 'n1')).toEqual({ rows: 1, rejected: 1 });
    expect(await rowsOf('SELECT * FROM r')).toEqual([['2024-01-31', '2024-01-31T17:30:00Z']]);
  });

  it('sets aside exactly the rows whose type changes late', async () => {
    const lines = Array.from({ length: 1_000_000 }, (_, index) => (index === 900_000 ? 'n/a,x' : `${index},x`));
    const scan = csv(`a,b\n${lines.join('\n')}\n`, ['integer', 'text']);
    expect(await loadSource(session, 'r', scan.columns, scan, 'n1')).toEqual({ rows: 999_999, rejected: 1 });
    expect(await rejects()).toEqual([['900002', 'cast_failed', 'a', 'n/a', '{"a":"n/a","b":"x"}']]);
  });

  it('refuses a large file in which a quote that never closes swallows rows', async () => {
    const lines = Array.from({ length: 1_000_000 }, (_, index) => `${index},${'x'.repeat(40)}`);
    lines[400_000] = '400000,"x';
    const scan = csv(`a,b\n${lines.join('\n')}\n`, ['integer', 'text']);
    const loading = loadSource(session, 'r', scan.columns, scan, 'n1');
    await expect(loading).rejects.toMatchObject({ code: 'csv_quote_unclosed' });
  });

  it('reads 300 columns', async () => {
    const columns = Array.from({ length: 300 }, (_, index): ScanColumn => ({ name: `c${index}`, type: 'integer' }));
    const line = columns.map((_, index) => index).join(',');
    const scan = csv(`${columns.map(({ name }) => name).join(',')}\n${line}\n`, [], { columns });
    expect(await loadSource(session, 'r', columns, scan, 'n1')).toEqual({ rows: 1, rejected: 0 });
  });
});

describe('JSON', () => {
  const columns: JsonScan['columns'] = [
    { name: 'id', type: 'integer', jsonPath: ['id'] },
    { name: 'city', type: 'text', jsonPath: ['address', 'city/town'] },
    { name: 'tags', type: 'json', jsonPath: ['tags'] },
  ];
  const good = '{"id":1,"address":{"city/town":"León"},"tags":["a"]}';
  const cases: readonly [JsonScan['layout'], string, readonly string[], number][] = [
    ['lines', `${good}\n{"id":"x"}\nnot json\n{"id":null,"tags":null}\n`, [], 2],
    ['array', `[${good},{"id":1.5},{}]`, [], 1],
    ['document', `{"data":{"items":[${good},{"id":true},{}]}}`, ['data', 'items'], 1],
  ];

  it.each(cases)('reads %s and sets misfits aside', async (layout, content, rowsPath, rejected) => {
    const path = join(folder, 'in.json');
    writeFileSync(path, content);
    const scan: JsonScan = { format: 'json', path, layout, rowsPath, columns };
    expect(await loadSource(session, 'r', columns, scan, 'n1')).toEqual({ rows: 2, rejected });
    expect(await rowsOf('SELECT * FROM r')).toEqual([
      ['1', 'León', '["a"]'],
      [null, null, null],
    ]);
  });
});

describe('Parquet', () => {
  it('selects, renames and casts', async () => {
    const path = join(folder, 'in.parquet');
    await session.execute({
      text: `COPY (SELECT * FROM (VALUES (1.0::DOUBLE, TIMESTAMP '2024-01-31 10:00:00', 'x'), (1.5, NULL, 'y')) t(n, seen_at, s)) TO '${path}'`,
      values: [],
    });
    const columns = [
      { name: 'seen', sourceName: 'seen_at', type: 'datetime' },
      { name: 'count', sourceName: 'n', type: 'integer' },
    ] as const;
    const loaded = await loadSource(session, 'r', columns, { format: 'parquet', path, columns }, 'n1');
    expect(loaded).toEqual({ rows: 1, rejected: 1 });
    expect(await rowsOf('SELECT * FROM r')).toEqual([['2024-01-31T10:00:00Z', '1']]);
  });
});

describe('sample company', () => {
  it('loads with the types of its fields', async () => {
    const fields = [{ name: 'campaign_id', type: 'text' }] as const;
    const loaded = await loadSource(session, 'r', fields, { format: 'sample', dataset: 'campaigns', rows: 20 }, 'n1');
    expect(loaded).toEqual({ rows: 20, rejected: 0 });
  });
});
