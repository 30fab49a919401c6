import { expect, it } from 'vitest';
import type { CsvFormat } from '#core/graph/nodes/file-source.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';

import strings from '#core/platform/hostile-strings.json' with { type: 'json' };
import { chainGraph, testNode } from '../create-test-warehouse.ts';
import { readRejectedRows } from '../read-rejected-rows.ts';
import { openStage } from './open-stage.test-kit.ts';

const stage = openStage();

const format: CsvFormat = {
  ...{ type: 'csv', encoding: 'utf-8', delimiter: ',', quote: '"', header: true, skipRows: 0 },
  ...{ decimalSeparator: '.', thousandsSeparator: '' },
};
const fields: SourceField[] = [
  { name: 'id', type: 'integer' },
  { name: 'note', type: 'text' },
];

/** As our own files are written: blank is an unquoted empty value, an empty text is quoted. */
function quote(text: string): string {
  return /[",\r\n]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text;
}

async function land(csv: Buffer | string) {
  const { connectionId, run } = stage.shop();
  const fileId = await stage.storeFile('strings.csv', csv);
  const source = testNode('file', 'file-source', { fileId, fileName: 'strings.csv', format, fields });
  const target = testNode('table', 'postgres-target', {
    connectionId,
    schema: 'shop',
    table: 'strings',
    mode: 'replace',
  });
  return run(chainGraph(source, target));
}

async function fetchBack(): Promise<{ id: string; csv: string }> {
  const { connectionId, run } = stage.shop();
  const place = { connectionId, schema: 'shop', table: 'strings' };
  const source = testNode('table', 'postgres-source', { ...place, fields });
  const order = testNode('order', 'sort', { by: [{ field: 'id', direction: 'asc' }] });
  const file = testNode('file', 'file-target', { format: 'csv', fileName: 'back', escapeFormulas: false });
  const { id, status } = await run(chainGraph(source, order, file));
  expect(status).toBe('succeeded');
  return { id, csv: (await stage.readFile(id, 'file')).toString('utf8') };
}

it('hostile strings survive from a file through a table to a file, byte for byte', async () => {
  // A blank text in a file is blank; every other string is a value.
  const values = strings.filter((text) => text !== '');
  const csv = `id,note\n${values.map((text, index) => `${index},${quote(text)}`).join('\n')}\n`;
  const landed = await land(csv);
  expect(landed).toMatchObject({ status: 'succeeded', steps: { table: { rowsLoaded: values.length } } });
  const stored = await stage.query('SELECT note FROM shop.strings ORDER BY id');
  expect(stored.map(({ note }) => note)).toEqual(values);
  const { csv: back } = await fetchBack();
  expect(parseNotes(back)).toEqual(values);
});

/** Notes of a CSV with `id,note`. */
function parseNotes(csv: string): string[] {
  const records = csv.matchAll(/^\d+,(?:"((?:[^"]|"")*)"|([^\r\n]*))\r?\n/gm);
  return [...records].map(([, quoted, plain]) => (quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')));
}

it('what no table can hold is set aside by name: NUL, and halves of characters', async () => {
  const lone = Buffer.from([0xed, 0xa0, 0x80]);
  const csv = Buffer.concat([
    Buffer.from('id,note\n1,good\n2,nul \0 inside\n3,half '),
    lone,
    Buffer.from('\n4,good too\n'),
  ]);
  const landed = await land(csv);
  expect(landed).toMatchObject({ status: 'succeeded', steps: { table: { rowsLoaded: 2 } } });
  const reasons = await readReasons(landed.id);
  expect(reasons).toEqual(['encoding_invalid note', 'text_unstorable note']);
});

it('and so they are in records of JSON', async () => {
  const { connectionId, run } = stage.shop();
  const records = ['{"id":1,"note":"good"}', '{"id":2,"note":"nul \\u0000"}', '{"id":3,"note":"half \\ud800"}'];
  const fileId = await stage.storeFile('strings.ndjson', `${records.join('\n')}\n`);
  const json = { type: 'json', rowsPath: '' } as const;
  const source = testNode('file', 'file-source', { fileId, fileName: 'strings.ndjson', format: json, fields });
  const target = testNode('table', 'postgres-target', { connectionId, schema: 'shop', table: 'strings' });
  const landed = await run(chainGraph(source, target));
  expect(landed).toMatchObject({ status: 'succeeded', steps: { table: { rowsLoaded: 1 } } });
  expect(await readReasons(landed.id)).toEqual(['json_invalid', 'text_unstorable note']);
});

async function readReasons(runId: string): Promise<string[]> {
  const pages = ['file', 'table'].map((nodeId) =>
    readRejectedRows({ ...stage.shop(), runId, nodeId, offset: 0, limit: 10 }),
  );
  return (await Promise.all(pages)).flatMap(({ rows }) =>
    rows.map(({ reason, field }) => `${reason} ${field ?? ''}`.trim()),
  );
}
