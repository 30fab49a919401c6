import { describeJsonRecords } from '#connectors/kit/describe-json-records.ts';
import type { HttpResponse } from '#connectors/kit/http-client.ts';
import { locateRows, readPath, splitPath } from '#connectors/kit/locate-rows.ts';
import type { TestRow } from '#core/contracts/connections.ts';

const maxFields = 30;
const maxCharacters = 200;

/** The first record of an answer, taken apart as a source would; null when the answer holds none. */
export function readFirstRecord({ status, body, url }: HttpResponse): TestRow | null {
  if (status >= 300) return null;
  const value = parse(body);
  const rows = readPath(value, splitPath(locateRows(value)));
  const record: unknown = Array.isArray(rows) ? rows[0] : rows;
  if (typeof record !== 'object' || record === null) return null;
  const fields = describeJsonRecords([record]).slice(0, maxFields);
  const values = fields.map(({ name, path }) => ({ name, value: toText(readPath(record, path ?? [name])) }));
  return values.length === 0 ? null : { from: new URL(url).pathname, values };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, maxCharacters);
}
