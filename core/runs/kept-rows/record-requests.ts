import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { ResolvedConnection, SentRequest } from '#connectors/kit/connector.ts';
import { sql } from '#core/compiler/sql.ts';
import { maskRequest } from '#core/egress/mask-request.ts';
import { createMask } from '#core/egress/mask-secrets.ts';
import { getLogger } from '#core/platform/logger.ts';
import type { PlanExecution } from '../plan-execution.ts';
import { storeRows } from '../stored-rows.ts';

/** Of a load the first requests are kept, and those that went wrong. */
const keptRequests = 1_000;
const keptFailures = 1_000;
const keptBodyBytes = 16_384;
const keptAnswerBytes = 4_096;
const requestColumns = sql`{place: 'BIGINT', first_row: 'BIGINT', row_count: 'BIGINT', sent_at: 'BIGINT', duration_ms: 'BIGINT', attempts: 'INTEGER', method: 'VARCHAR', address: 'VARCHAR', headers: 'VARCHAR', idempotency_key: 'VARCHAR', body: 'VARCHAR', body_bytes: 'BIGINT', status: 'INTEGER', error_code: 'VARCHAR', answer: 'VARCHAR', answer_bytes: 'BIGINT'}`;

export interface RequestRecorder {
  readonly add: (sent: SentRequest) => void;
  /** Keeps what was added and answers its key; null where nothing was sent. */
  readonly store: () => Promise<string | null>;
}

/** Writes down the requests that carry rows of a load, without secrets, for people who look for what became of a row. */
export function recordRequests(
  execution: PlanExecution,
  nodeId: string,
  connection: ResolvedConnection | null,
): RequestRecorder {
  const path = join(execution.folder, `requests-${crypto.randomUUID()}.ndjson`);
  const secrets = [...Object.values(connection?.secret ?? {}), connection?.grant?.accessToken ?? ''];
  let file: WriteStream | null = null;
  let added = 0;
  let failures = 0;
  return {
    add: (sent) => {
      const failed = sent.response === null || sent.response.status >= 400;
      if (failed) failures += 1;
      added += 1;
      if (added > keptRequests && !(failed && failures <= keptFailures)) return;
      file ??= createWriteStream(path);
      file.write(`${JSON.stringify(toEntry(sent, added, secrets))}\n`);
    },
    store: async () => {
      if (file === null) return null;
      file.end();
      try {
        await finished(file);
        const key = `runs/${execution.runId}/requests-${nodeId}.parquet`;
        await storeRows(
          execution,
          key,
          sql`SELECT * FROM read_json(${path}, format = 'newline_delimited', columns = ${requestColumns})`,
        );
        return key;
      } catch (error) {
        // The load itself is what counts; a cancelled one has no engine left to keep this with.
        getLogger('runs').warn({ err: error, runId: execution.runId }, 'Requests of a load were not kept');
        return null;
      }
    },
  };
}

function toEntry(sent: SentRequest, place: number, own: readonly string[]) {
  const { request, response, firstRow, rows, at, durationMs, attempts, errorCode } = sent;
  const secrets = [...own, ...(request.secrets ?? [])];
  const masked = maskRequest({ ...request, secrets });
  const answer = cut(response?.body ?? '', keptAnswerBytes);
  return {
    ...{ place, first_row: firstRow, row_count: rows, sent_at: at, duration_ms: durationMs, attempts },
    method: masked.method,
    address: masked.url,
    headers: JSON.stringify(Object.fromEntries(masked.headers.map(({ name, value }) => [name, value]))),
    idempotency_key: request.headers?.['idempotency-key'] ?? null,
    body: cut(masked.body, keptBodyBytes).text,
    body_bytes: Buffer.byteLength(request.body ?? ''),
    status: response?.status ?? null,
    error_code: errorCode,
    answer: createMask(secrets)(answer.text),
    answer_bytes: answer.bytes,
  };
}

function cut(body: string | Uint8Array, most: number): { text: string; bytes: number } {
  const all = typeof body === 'string' ? Buffer.from(body) : body;
  return { text: new TextDecoder().decode(all.subarray(0, most)), bytes: all.byteLength };
}
