import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LoadContext, RejectedRow, TargetConnector } from '#connectors/kit/connector.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '#connectors/kit/http-client.ts';
import type { HttpTargetSettings } from '#core/graph/nodes/http-target.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { resolveAddress } from './http-connection.ts';
import { limitRows } from './limit-rows.ts';
import { readRowReasons } from './read-row-reasons.ts';
import { checkStatus, type RetryOptions, readDetail, sendWithRetry } from './send-with-retry.ts';

/** So many refused rows with none accepted mean that the address is wrong, not the rows. */
const maxRefusedWithoutSuccess = 100;
const maxRejectedRows = 100_000;

/** Statuses under which no row of any content would pass. */
const hopelessStatuses = new Set([401, 403, 404, 405, 407, 410, 429]);

interface Batch {
  readonly rows: readonly string[];
  /** Place of the first row among all, from 1. */
  readonly first: number;
  /** Part of the idempotency key. */
  readonly name: string;
}

interface Progress {
  loaded: number;
  readonly rejected: RejectedRow[];
}

/**
 * Sends rows in order as batches of JSON. Every batch carries an Idempotency-Key that stays the same when the load is
 * repeated. A batch that is refused is halved until the rows at fault are alone; those are set aside with the answer.
 */
export function createHttpTarget(retry: RetryOptions = {}): TargetConnector<HttpTargetSettings> {
  return {
    limitRows,
    countRequests: ({ batchSize }, rows) => Math.ceil(rows / batchSize),
    load: async (context) => {
      const progress: Progress = { loaded: 0, rejected: [] };
      for await (const batch of exportBatches(context)) {
        await sendBatch(context, retry, batch, progress);
        context.onProgress?.({ loaded: progress.loaded });
      }
      return { loaded: progress.loaded, rejected: progress.rejected };
    },
    async *composeRequests(context) {
      for await (const batch of exportBatches(context)) {
        yield { request: composeRequest(context, batch.rows, batch.name), rows: batch.rows.length };
      }
    },
  };
}

export const httpTarget = createHttpTarget();

/** The rows as they are sent, batch by batch. */
async function* exportBatches(context: LoadContext<HttpTargetSettings>): AsyncGenerator<Batch> {
  const path = join(context.folder, `http-${crypto.randomUUID()}.ndjson`);
  const { batchSize } = context.settings;
  await context.exportRows('ndjson', path);
  try {
    let batchNumber = 0;
    for await (const rows of readBatches(path, batchSize)) {
      yield { rows, first: batchNumber * batchSize + 1, name: String(batchNumber + 1) };
      batchNumber += 1;
    }
  } finally {
    await rm(path, { force: true });
  }
}

async function* readBatches(path: string, size: number): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue;
    batch.push(line);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function sendBatch(
  context: LoadContext<HttpTargetSettings>,
  retry: RetryOptions,
  batch: Batch,
  progress: Progress,
): Promise<void> {
  const { rows, first, name } = batch;
  const response = await send(context, retry, batch);
  const refused = response.status >= 400 && response.status < 500 && !hopelessStatuses.has(response.status);
  if (!refused) {
    checkStatus(response);
    const reasons = readRowReasons(response, context.settings, rows.length);
    for (const [index, record] of rows.entries()) {
      const reason = reasons?.[index];
      if (typeof reason === 'string') reject({ record, row: first + index, value: reason }, response, progress);
      else progress.loaded += 1;
    }
  } else if (rows.length > 1) {
    const middle = Math.ceil(rows.length / 2);
    await sendBatch(context, retry, { rows: rows.slice(0, middle), first, name: `${name}.1` }, progress);
    const rest = { rows: rows.slice(middle), first: first + middle, name: `${name}.2` };
    await sendBatch(context, retry, rest, progress);
  } else {
    const value = `HTTP ${response.status} ${readDetail(response.body)}`.trim();
    reject({ record: rows[0] ?? '', row: first, value }, response, progress);
  }
}

function reject(row: Omit<RejectedRow, 'reason'>, response: HttpResponse, { loaded, rejected }: Progress): void {
  rejected.push({ reason: 'target_refused', ...row });
  if (loaded === 0 && rejected.length >= maxRefusedWithoutSuccess) checkStatus(response);
  if (rejected.length > maxRejectedRows) {
    throw new TelarError('too_many_rejected', { params: { count: maxRejectedRows }, status: 422 });
  }
}

/** Sends a batch, again where that may help, and tells who wants to know what was sent and answered. */
async function send(
  context: LoadContext<HttpTargetSettings>,
  retry: RetryOptions,
  { rows, first, name }: Batch,
): Promise<HttpResponse> {
  const request = composeRequest(context, rows, name);
  const at = Date.now();
  let attempts = 0;
  const counting: HttpClient = {
    request: (attempt) => {
      attempts += 1;
      return context.http.request(attempt);
    },
  };
  const tell = (response: HttpResponse | null, errorCode: string | null) =>
    context.onSent?.({
      ...{ firstRow: first, rows: rows.length, request, response, errorCode },
      ...{ attempts, at, durationMs: Date.now() - at },
    });
  try {
    const response = await sendWithRetry(counting, request, retry);
    tell(response, null);
    return response;
  } catch (error) {
    tell(null, error instanceof TelarError ? error.code : 'unknown');
    throw error;
  }
}

/** The request that brings the rows; whoever sends it for an account adds the credentials. */
function composeRequest(
  { settings, connection, key, signal }: LoadContext<HttpTargetSettings>,
  rows: readonly string[],
  batch: string,
): HttpRequest {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    ...Object.fromEntries(settings.headers.map(({ name, value }) => [name.toLowerCase(), value])),
    'idempotency-key': `${key.runId}:${key.nodeId}:${batch}`,
  };
  const url = resolveAddress(connection, settings.url);
  return { method: settings.method, url, headers, body: composeBody(settings, rows), signal };
}

/** Rows as they were exported, so that long numbers keep their digits. */
function composeBody({ batchSize, wrapKey }: HttpTargetSettings, rows: readonly string[]): string {
  const list = `[${rows.join(',')}]`;
  if (wrapKey !== '') return `{${JSON.stringify(wrapKey)}:${list}}`;
  return batchSize === 1 ? (rows[0] ?? '') : list;
}
