import { renderSql, sql } from '#core/compiler/sql.ts';
import type { Locale } from '#core/contracts/identity.ts';
import type { SentRequestView } from '#core/contracts/kept-rows.ts';
import { getDatabase } from '#core/platform/database.ts';
import { presentFailure } from '#core/platform/present-error.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { withShortSession } from '../short-session.ts';
import { openRows } from '../stored-rows.ts';

/** A batch that is refused is halved, so a row may travel often. */
const mostRequests = 40;

/** The kept requests that carried a row of a target, in order. Throws `not_found` (404). */
export async function readSentRequests(
  place: { readonly workspaceId: string; readonly runId: string; readonly nodeId: string; readonly row: number },
  locale: Locale,
): Promise<SentRequestView[]> {
  const { workspaceId, runId, nodeId, row } = place;
  const step = await getDatabase().runStep.findFirst({ where: { runId, nodeId, run: { workspaceId } } });
  if (step === null) throw new TelarError('not_found', { status: 404 });
  const key = step.requestsBlobKey;
  if (key === null) return [];
  return withShortSession(async (session, folder) => {
    const requests = await openRows({ session, folder }, key);
    if (requests === null) return [];
    const place = BigInt(row);
    const carried = sql`SELECT first_row, row_count, sent_at, duration_ms, attempts, method, address, headers, idempotency_key, body, body_bytes, status, error_code, answer, answer_bytes FROM ${requests} WHERE first_row <= ${place} AND ${place} < first_row + row_count ORDER BY place LIMIT ${BigInt(mostRequests)}`;
    const { rows } = await session.queryRows(renderSql(carried), mostRequests);
    return rows.map((cells) => present(cells, locale));
  });
}

function present(cells: readonly unknown[], locale: Locale): SentRequestView {
  const [firstRow, rows, at, durationMs, attempts, method, address, headers, key, ...content] = cells;
  const [body, bodyBytes, status, errorCode, answer, answerBytes] = content;
  const failure = { code: String(errorCode), params: {}, actor: 'nobody', retryable: true } as const;
  return {
    ...{ firstRow: Number(firstRow), rows: Number(rows), at: new Date(Number(at)).toISOString() },
    ...{ durationMs: Number(durationMs), attempts: Number(attempts) },
    ...{ method: String(method), address: String(address) },
    headers: JSON.parse(String(headers)) as Record<string, string>,
    idempotencyKey: key === null ? null : String(key),
    ...{ body: String(body), bodyBytes: Number(bodyBytes) },
    status: status === null ? null : Number(status),
    failure: errorCode === null ? null : presentFailure(failure, locale).message,
    ...{ answer: String(answer), answerBytes: Number(answerBytes) },
  };
}
