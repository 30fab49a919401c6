import { describeFoundRecords, describeJsonRecords } from '#connectors/kit/describe-json-records.ts';
import { brokenJson, missingRows, parseJson } from '#connectors/kit/json-errors.ts';
import { locateRows, readPath, splitPath } from '#connectors/kit/locate-rows.ts';
import { parsePartialJson } from '#connectors/kit/partial-json.ts';
import type { FoundShape } from '#core/graph/found-shape.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';

type JsonLayout = 'lines' | 'array' | 'document';

interface JsonDiscovery {
  readonly layout: JsonLayout;
  readonly rowsPath: string;
  readonly fields: SourceField[];
  readonly shape: FoundShape;
  readonly totalRows?: number;
}

const examinedRecords = 5000;

/** Whether text begins as JSON records do. */
export function looksLikeJson(head: string): boolean {
  return /^[\s\uFEFF]*[[{]/.test(head);
}

/**
 * Where the rows of JSON text are and which fields they have. `complete` says whether the text is the whole file;
 * `confirmedPath` is the place of the rows when the user has chosen it.
 */
export function discoverJson(head: string, complete: boolean, confirmedPath?: string): JsonDiscovery {
  const layout = detectJsonLayout(head);
  if (layout === 'lines') {
    const { records, lines } = parseLines(head, complete);
    return { layout, rowsPath: '', ...describeRecords(records), ...(complete && { totalRows: lines }) };
  }
  const value = complete ? parseJson(head) : parsePart(head);
  const rowsPath = layout === 'array' ? '' : (confirmedPath ?? locateRows(value));
  const rows = readPath(value, splitPath(rowsPath));
  if (rows === undefined) throw missingRows(value, rowsPath);
  const records = Array.isArray(rows) ? rows : [rows];
  return { layout, rowsPath, ...describeRecords(records), ...(complete && { totalRows: records.length }) };
}

/** A list; one record per line; or one value that holds the list somewhere. */
export function detectJsonLayout(head: string): JsonLayout {
  const start = head.replace(/^[\s\uFEFF]+/, '');
  if (start.startsWith('[')) return 'array';
  const lineEnd = start.indexOf('\n');
  const firstLine = lineEnd < 0 ? start : start.slice(0, lineEnd);
  const more = lineEnd >= 0 && start.slice(lineEnd).trim() !== '';
  return more && isJson(firstLine) ? 'lines' : 'document';
}

function describeRecords(records: readonly unknown[]): Pick<JsonDiscovery, 'fields' | 'shape'> {
  const examined = records.slice(0, examinedRecords);
  return { fields: describeJsonRecords(examined), shape: describeFoundRecords(examined) };
}

function parsePart(source: string): unknown {
  try {
    return parsePartialJson(source);
  } catch (error) {
    throw brokenJson(source, error);
  }
}

/** Lines that are not JSON are left out here; a run sets them aside. */
function parseLines(head: string, complete: boolean): { records: unknown[]; lines: number } {
  const lines = head.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (!complete) lines.pop();
  const records = lines.flatMap((line) => {
    try {
      return [JSON.parse(line.replace(/^\uFEFF/, '')) as unknown];
    } catch {
      return [];
    }
  });
  return { records, lines: lines.length };
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
