import type { HttpResponse } from '#connectors/kit/http-client.ts';
import { readPath, splitPath } from '#connectors/kit/locate-rows.ts';
import type { HttpTargetSettings } from '#core/graph/nodes/http-target.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { readDetail } from './send-with-retry.ts';

/**
 * Why each row of a batch was refused, null for those that were taken; null as a whole where the answer does not speak
 * of single rows. Throws `http_results_unreadable` when it should and has not one result per row.
 */
export function readRowReasons(
  { body }: HttpResponse,
  { resultsPath, resultErrorPath }: HttpTargetSettings,
  rows: number,
): (string | null)[] | null {
  if (resultsPath === '') return null;
  const results = readPath(parse(body), splitPath(resultsPath));
  if (!Array.isArray(results) || results.length !== rows) {
    const params = { path: resultsPath, rows, detail: readDetail(body) };
    throw new TelarError('http_results_unreadable', { params, field: 'resultsPath', status: 422 });
  }
  return results.map((result) => {
    const reason = readPath(result, splitPath(resultErrorPath));
    if (reason === undefined || reason === null || reason === false || reason === '') return null;
    return (typeof reason === 'string' ? reason : JSON.stringify(reason)).slice(0, 300);
  });
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
