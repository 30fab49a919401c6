import { TelarError } from '#core/platform/telar-error.ts';
import { JsonSyntaxError } from './partial-json.ts';

/** JSON text as a value. Throws `json_broken` with line and column. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw brokenJson(source, error);
  }
}

/** The error for text that is not JSON, with the place where it stops being it. */
export function brokenJson(source: string, error: unknown): TelarError {
  const told = error instanceof JsonSyntaxError ? error.position : /position (\d+)/.exec((error as Error).message)?.[1];
  const position = told === undefined ? source.length : Number(told);
  const before = source.slice(0, position).split('\n');
  const params = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return new TelarError('json_broken', { params, status: 422, cause: error });
}

/** The error for a path that leads to no rows, naming the keys that are there. */
export function missingRows(value: unknown, rowsPath: string): TelarError {
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const params = { path: rowsPath, keys: keys.slice(0, 20).join(', ') };
  return new TelarError('json_rows_missing', { params, field: 'rowsPath', status: 422 });
}
