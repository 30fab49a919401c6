import { TelarError } from '#core/platform/telar-error.ts';
import { JsonSyntaxError, parsePartialJson } from './partial-json.ts';

/** JSON text as a value. Throws `json_broken` with line and column. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw brokenJson(source, error);
  }
}

/** The error for text that is not JSON, with the place where it stops being it: its end when it is cut off. */
export function brokenJson(source: string, cause: unknown): TelarError {
  const before = source.slice(0, findSyntaxError(source) ?? source.length).split('\n');
  const params = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return new TelarError('json_broken', { params, status: 422, cause });
}

/** JSON.parse does not always tell the position. */
function findSyntaxError(source: string): number | undefined {
  try {
    parsePartialJson(source);
    return undefined;
  } catch (error) {
    return error instanceof JsonSyntaxError ? error.position : undefined;
  }
}

/** The error for a path that leads to no rows, naming the keys that are there. */
export function missingRows(value: unknown, rowsPath: string): TelarError {
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const params = { path: rowsPath, keys: keys.slice(0, 20).join(', ') };
  return new TelarError('json_rows_missing', { params, field: 'rowsPath', status: 422 });
}
