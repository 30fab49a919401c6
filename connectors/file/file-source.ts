import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Discovery, Extraction, ReadContext, SourceConnector } from '#connectors/kit/connector.ts';
import { brokenJson } from '#connectors/kit/json-errors.ts';
import { describeLinesScan, toLine } from '#connectors/kit/json-lines.ts';
import { splitPath } from '#connectors/kit/locate-rows.ts';
import { sliceRecords } from '#connectors/kit/partial-json.ts';
import { placeFile } from '#connectors/kit/place-file.ts';
import { toScanColumn } from '#connectors/kit/scan-column.ts';
import { describeColumns } from '#connectors/kit/table-columns.ts';
import { checkLines } from '#connectors/kit/watch-lines.ts';
import { listPlaces } from '#core/graph/compare-fields.ts';
import type { FoundShape } from '#core/graph/found-shape.ts';
import type { CsvFormat, FileFormat, FileSourceSettings } from '#core/graph/nodes/file-source.ts';
import { policyOf, type SourceDrift } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { decodeSample, detectEncoding, type FileEncoding } from './detect-encoding.ts';
import { discoverCsv } from './discover-csv.ts';
import { detectJsonLayout, discoverJson, looksLikeJson } from './discover-json.ts';
import { readFileHead, readFileSample } from './read-file-sample.ts';
import { stageTextFile } from './stage-text-file.ts';

/** Up to this size JSON is looked at whole; of larger files the beginning. */
const examinedJsonBytes = 16 * 1024 * 1024;

/** Rows of an uploaded CSV, JSON or Parquet file. A format that the settings hold already is taken as confirmed. */
export const fileSource: SourceConnector<FileSourceSettings> = {
  discover: async (context) => {
    const { path, name } = await findFile(context);
    const format = context.settings.format;
    const type = format?.type ?? (await detectFileType(path, name));
    if (type === 'parquet') return discoverParquet(context, path);
    if (type === 'json') return discoverJsonFile(path, format?.type === 'json' ? format.rowsPath : undefined);
    const discovered = discoverCsv(await readFileSample(path), format?.type === 'csv' ? format : null);
    return toDiscovery(discovered.format, discovered);
  },
  inspect: async (context) => {
    const { path } = await findFile(context);
    const { format } = context.settings;
    if (format?.type === 'csv') return discoverCsv(await readFileSample(path), format).shape;
    if (format?.type === 'json') {
      const { head, complete } = await readJsonHead(path);
      return discoverJson(head, complete, format.rowsPath).shape;
    }
    return describeColumns((await context.inspectParquet(path)).fields);
  },
  extract: async (context) => {
    const { format } = context.settings;
    if (format === null) throw new TelarError('source_fields_unknown', { field: 'fields', status: 422 });
    const { path } = await findFile(context);
    const stagedPath = join(context.folder, `file-${crypto.randomUUID()}.${format.type}`);
    if (format.type === 'csv') return extractCsv(context, format, path, stagedPath);
    if (format.type === 'json') return extractJson(context, splitPath(format.rowsPath), path, stagedPath);
    await placeFile(path, stagedPath);
    const { fields, drift } = context.settings;
    const present = new Set((await context.inspectParquet(path)).fields.map(({ name }) => name));
    const columns = fields.map((field) => {
      const sourceName = field.path?.[0] ?? field.name;
      return { ...toScanColumn(field, drift), sourceName, ...markAbsent(present.has(sourceName), field, drift) };
    });
    return { scan: { format: 'parquet', path: stagedPath, columns } };
  },
};

async function findFile({ settings, resolveFile }: ReadContext<FileSourceSettings>) {
  const { path, name } = await resolveFile(settings.fileId);
  const { size } = await stat(path);
  if (size === 0) throw new TelarError('file_empty', { params: { name }, field: 'fileId', status: 422 });
  return { path, name, size };
}

async function detectFileType(path: string, name: string): Promise<FileFormat['type']> {
  const sample = await readFileSample(path);
  const magic = Buffer.from(sample.head.subarray(0, 4)).toString('latin1');
  if (magic === 'PAR1') return 'parquet';
  const { head } = decodeSample(sample, detectEncoding(sample));
  if (head.trim() === '' && sample.windows.length === 0) {
    throw new TelarError('file_empty', { params: { name }, field: 'fileId', status: 422 });
  }
  if (head.includes('\0') || magic.startsWith('PK\x03\x04')) {
    throw new TelarError('file_format_unknown', { params: { name }, field: 'fileId', status: 422 });
  }
  // A CSV file may begin with a bracket too; its name settles it.
  return looksLikeJson(head) && !/\.(csv|tsv|tab|txt)$/i.test(name) ? 'json' : 'csv';
}

interface DiscoveredFields {
  readonly fields: readonly SourceField[];
  readonly shape: FoundShape;
  readonly totalRows?: number;
}

function toDiscovery(format: FileFormat, { fields, shape, totalRows }: DiscoveredFields): Discovery {
  return {
    shape,
    fields: fields.map(({ name, type }) => ({ name, type })),
    settings: { format, fields },
    ...(totalRows !== undefined && { totalRows }),
  };
}

async function discoverParquet(context: ReadContext<FileSourceSettings>, path: string): Promise<Discovery> {
  const { fields, rows } = await context.inspectParquet(path);
  return toDiscovery({ type: 'parquet' }, { fields: [...fields], shape: describeColumns(fields), totalRows: rows });
}

async function readJsonHead(
  path: string,
): Promise<{ head: string; complete: boolean; encoding: FileEncoding; marked: boolean }> {
  const sample = await readFileSample(path);
  const encoding = detectEncoding(sample);
  const bytes = await readFileHead(path, examinedJsonBytes);
  const head = new TextDecoder(encoding).decode(bytes, { stream: true });
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb;
  return { head, complete: bytes.length === sample.sizeBytes, encoding, marked };
}

async function discoverJsonFile(path: string, confirmedPath: string | undefined): Promise<Discovery> {
  const { head, complete } = await readJsonHead(path);
  const found = discoverJson(head, complete, confirmedPath);
  return toDiscovery({ type: 'json', rowsPath: found.rowsPath }, found);
}

async function extractCsv(
  { settings, signal, limit }: ReadContext<FileSourceSettings>,
  format: CsvFormat,
  path: string,
  stagedPath: string,
): Promise<Extraction> {
  const { type: _type, encoding, ...dialect } = format;
  const lead = format.skipRows + (format.header ? 1 : 0);
  const maxRecords = limit === undefined ? {} : { maxRecords: lead + limit };
  await stageTextFile(path, stagedPath, { encoding, quote: format.quote, signal, ...maxRecords });
  await checkLines(stagedPath);
  const { fields, drift } = settings;
  const found = listPlaces(discoverCsv(await readFileSample(path), format).fields);
  const places = listPlaces(fields).map((place) => found.indexOf(place));
  const columns = fields.map((field, index) => ({
    ...toScanColumn(field, drift),
    ...markAbsent((places[index] ?? -1) >= 0, field, drift),
  }));
  const layout = { places, count: found.length };
  return {
    scan: { format: 'csv', path: stagedPath, columns, layout, ...dialect, lenient: true, quotedEmptyIsText: false },
  };
}

async function extractJson(
  { settings, signal, limit }: ReadContext<FileSourceSettings>,
  rowsPath: readonly string[],
  path: string,
  stagedPath: string,
): Promise<Extraction> {
  const { head, encoding, marked } = await readJsonHead(path);
  const layout = detectJsonLayout(head);
  const { fields, drift } = settings;
  const columns = fields.map((field) => ({ ...toScanColumn(field, drift), jsonPath: field.path ?? [field.name] }));
  if (limit === undefined || layout === 'lines') {
    await stageTextFile(path, stagedPath, {
      encoding,
      quote: '',
      signal,
      // The engine's JSON reader takes no byte order mark.
      rewrite: marked,
      ...(limit !== undefined && { maxRecords: limit }),
    });
    return { scan: { format: 'json', path: stagedPath, layout, rowsPath, columns } };
  }
  await writeFile(stagedPath, readRecordLines(head, rowsPath, limit));
  return { scan: describeLinesScan(stagedPath, fields, drift) };
}

function readRecordLines(head: string, rowsPath: readonly string[], limit: number): string {
  try {
    return sliceRecords(head, rowsPath, limit)
      .map((record) => `${toLine(record)}\n`)
      .join('');
  } catch (error) {
    throw brokenJson(head, error);
  }
}

/** Throws `file_column_missing` for a column that is gone, unless it is to be blank. */
function markAbsent(isPresent: boolean, field: SourceField, drift: SourceDrift | undefined): { absent?: true } {
  if (isPresent) return {};
  if (policyOf(field, drift).missing === 'blank') return { absent: true };
  const params = { column: field.path?.[0] ?? field.name };
  throw new TelarError('file_column_missing', { params, field: 'fields', status: 422 });
}
