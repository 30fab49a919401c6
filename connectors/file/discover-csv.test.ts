import { describe, expect, it } from 'vitest';
import type { FileEncoding } from './detect-encoding.ts';
import { discoverCsv } from './discover-csv.ts';
import type { FileSample } from './read-file-sample.ts';

const byteOf1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte]),
);

function encode(text: string, encoding: FileEncoding, mark = false): Uint8Array {
  const marked = mark ? `\uFEFF${text}` : text;
  if (encoding === 'utf-8') return Buffer.from(marked);
  if (encoding === 'windows-1252') return Uint8Array.from([...text], (character) => byteOf1252.get(character) ?? 0x3f);
  const bytes = Buffer.from(marked, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

function discover(text: string, encoding: FileEncoding = 'utf-8', mark = false) {
  const head = encode(text, encoding, mark);
  return discoverCsv({ head, windows: [], sizeBytes: head.length } satisfies FileSample);
}

/** `name:type(format)` of every field, on one line. */
function summarize({ fields }: ReturnType<typeof discoverCsv>): string {
  return fields
    .map(({ name, type, format }) => `${name}:${type}${format === undefined ? '' : `(${format})`}`)
    .join(' ');
}

const typesCases: [string, string, string][] = [
  ['plain', 'id,name,price\n1,Ana,2.50\n2,Leo,3\n', 'id:integer name:text price:decimal'],
  [
    'leading zeros and telephones',
    'cp,tel,n\n01001,+34600111222,1\n28013,+34911222333,2\n',
    'cp:text tel:text n:integer',
  ],
  ['zip without zeros by its name', 'zip code,n\n90210,1\n10001,2\n', 'zip code:text n:integer'],
  ['digits of an identifier', 'ad_id,n\n23851234567890123,1\n23851234567890124,2\n', 'ad_id:text n:integer'],
  ['booleans', 'a,b,c\ntrue,Yes,1\nFALSE,no,0\n', 'a:boolean b:boolean c:integer'],
  [
    'decimals, measurements, exponents',
    'a,b,c\n1.5,40.41677540,1e-5\n-2,0.123456789,2.5E3\n',
    'a:decimal b:number c:number',
  ],
  ['something else among numbers stays text', 'a,b\n1,x\nN/A,y\n3,z\n', 'a:text b:text'],
  [
    'ISO dates',
    'd,t,u\n2026-01-31,2026-01-31 10:00,2026-01-31T10:00:00.5Z\n2026-02-01,2026-02-01 11:30,2026-02-01T10:00:00Z\n',
    'd:date t:datetime u:datetime',
  ],
  ['day first', 'd,n\n31/12/2026,1\n01/02/2026,2\n', 'd:date(%d/%m/%Y) n:integer'],
  ['month first', 'd,n\n12/31/2026,1\n01/02/2026,2\n', 'd:date(%m/%d/%Y) n:integer'],
  [
    'a column that tells speaks for one that does not',
    'd,e\n01/02/2026,31/01/2026\n03/04/2026,05/06/2026\n',
    'd:date(%d/%m/%Y) e:date(%d/%m/%Y)',
  ],
  ['ambiguous dates stay text', 'd,n\n01/02/2026,1.5\n03/04/2026,2.5\n', 'd:text n:decimal'],
  ['a decimal comma speaks for the day', 'd;n\n01/02/2026;1,5\n03/04/2026;2,5\n', 'd:date(%d/%m/%Y) n:decimal'],
  ['points speak for the day', 'd,n\n01.02.2026,1\n03.04.2026,2\n', 'd:date(%d.%m.%Y) n:integer'],
  ['both orders in one column stay text', 'd,n\n31/12/2026,1\n12/31/2026,2\n', 'd:text n:integer'],
  ['impossible days stay text', 'd,n\n31/02/2026,1\n30/02/2026,2\n', 'd:text n:integer'],
  [
    'datetimes with seconds and half days',
    'a,b\n31/12/2026 23:59:59,12/31/2026 11:59 PM\n01/01/2026 00:00:00,01/01/2026 1:05 AM\n',
    'a:datetime(%d/%m/%Y %H:%M:%S) b:datetime(%m/%d/%Y %I:%M %p)',
  ],
  ['month names', 'a,b\nJan 1 2000,31-Dec-26\nMay 12 2001,1-Jan-27\n', 'a:date(%b %d %Y) b:date(%d-%b-%y)'],
  ['compact dates by their name', 'date,n\n20261231,20261231\n20260101,20260101\n', 'date:date(%Y%m%d) n:integer'],
  ['blank column', 'a,b\n1,\n2,\n', 'a:integer b:text'],
  ['header only', 'email,age\n', 'email:text age:text'],
  [
    'duplicate and empty headers',
    'email,Email,,email 2,\nA,b,c,d,e\n',
    'email:text Email 3:text Column 3:text email 2:text Column 5:text',
  ],
  [
    'no header',
    'ana@example.com,41,2026-01-01\nleo@example.com,22,2026-01-02\n',
    'Column 1:text Column 2:integer Column 3:date',
  ],
  ['no header, only text', 'Ana,Madrid\nLeo,Sevilla\nAna,Madrid\n', 'Column 1:text Column 2:text'],
  ['years as headers', 'country,2019,2020\nSpain,1.5,2.5\nFrance,2.5,3.5\n', 'country:text 2019:decimal 2020:decimal'],
  ['single column', 'email\nana@example.com\nleo@example.com\n', 'email:text'],
  ['ragged rows', 'a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n13,14,15\n', 'a:integer b:integer c:integer'],
];

const formatCases: [string, string, object, string?][] = [
  [
    'semicolons and decimal commas',
    'a;b\n1,50;x\n2,25;y\n',
    { delimiter: ';', decimalSeparator: ',', thousandsSeparator: '' },
  ],
  [
    'Spanish thousands',
    'a;b\n1.234,50;x\n12,25;y\n',
    { decimalSeparator: ',', thousandsSeparator: '.' },
    'a:decimal b:text',
  ],
  [
    'English thousands',
    'a,b\n"1,234.50",x\n12.25,y\n',
    { decimalSeparator: '.', thousandsSeparator: ',' },
    'a:decimal b:text',
  ],
  [
    'three digits in a file with semicolons are thousands',
    'a;b\n1.234;x\n22.500;y\n',
    { decimalSeparator: ',', thousandsSeparator: '.' },
    'a:integer b:text',
  ],
  [
    'three digits otherwise are a fraction',
    'a,b\n1.234,x\n22.500,y\n',
    { decimalSeparator: '.', thousandsSeparator: '' },
    'a:decimal b:text',
  ],
  [
    'Swiss thousands',
    "a;b\n1'234.50;x\n12.25;y\n",
    { decimalSeparator: '.', thousandsSeparator: "'" },
    'a:decimal b:text',
  ],
  ['tabs', 'a\tb\n1, 2\tx\n3, 4\ty\n', { delimiter: '\t' }],
  ['pipes', 'a|b\n1|x\n2|y\n', { delimiter: '|' }],
  ['declared by Excel', 'sep=;\na;b\n1;x\n', { delimiter: ';', skipRows: 1, header: true }],
  [
    'title lines',
    'Report of May\n\nProduced by CRM\na,b,c\n1,x,2\n2,y,3\n3,z,4\n',
    { skipRows: 3, header: true },
    'a:integer b:text c:integer',
  ],
  [
    'title lines padded by a spreadsheet',
    'Report;;;\n;;;\na;b;c;d\n1;x;2;3\n2;y;3;4\n',
    { skipRows: 2 },
    'a:integer b:text c:integer d:integer',
  ],
  ['line breaks and delimiters inside quotes', 'a,b\n1,"x\ny, ""z"""\n2,"p;q"\n', { delimiter: ',', quote: '"' }],
  ['single quotes', "a,b\n1,'x, y'\n2,'z, w'\n", { quote: "'" }, 'a:integer b:text'],
  ['inches are no quotes', 'size,n\n5" wide,1\n6" wide,2\n', { quote: '"' }, 'size:text n:integer'],
  ['carriage returns only', 'a,b\r1,x\r2,y\r', { delimiter: ',' }, 'a:integer b:text'],
];

describe('discovering CSV', () => {
  it.each(typesCases)('types: %s', (_name, text, expected) => {
    expect(summarize(discover(text))).toBe(expected);
  });

  it.each(formatCases)('format: %s', (_name, text, format, fields) => {
    const discovered = discover(text);
    expect(discovered.format).toMatchObject(format);
    if (fields !== undefined) expect(summarize(discovered)).toBe(fields);
  });

  it.each<[FileEncoding, boolean]>([
    ['utf-8', false],
    ['utf-8', true],
    ['windows-1252', false],
    ['utf-16le', true],
    ['utf-16le', false],
    ['utf-16be', true],
    ['utf-16be', false],
  ])('encoding: %s, byte order mark: %s', (encoding, mark) => {
    const discovered = discover('año;señal\n1;€uro – ñandú\n2;«más»\n', encoding, mark);
    expect(discovered.format).toMatchObject({ encoding, delimiter: ';', header: true });
    expect(summarize(discovered)).toBe('año:integer señal:text');
  });

  it('sees what changes late in a large file', () => {
    const head = Buffer.from(`a,b\n${'1,x\n'.repeat(1000)}`);
    const discovered = discoverCsv({ head, windows: [Buffer.from('half\n2,x\nn/a,ñ\n3,')], sizeBytes: 1e9 });
    expect(summarize(discovered)).toBe('a:text b:text');
    expect(discovered.totalRows).toBeUndefined();
  });

  it('keeps what the user has confirmed and looks at the columns again', () => {
    const { format } = discover('a,b\n1,2\n');
    const head = Buffer.from('a;b\n1;2\n');
    const discovered = discoverCsv(
      { head, windows: [], sizeBytes: head.length },
      { ...format, delimiter: ';', header: false },
    );
    expect(discovered.format).toMatchObject({ delimiter: ';', header: false });
    expect(summarize(discovered)).toBe('Column 1:text Column 2:text');
  });

  it('takes 300 columns', () => {
    const names = Array.from({ length: 300 }, (_, index) => `c${index}`);
    expect(discover(`${names.join(',')}\n${names.map((_, index) => index).join(',')}\n`).fields).toHaveLength(300);
  });
});
