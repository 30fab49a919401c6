import { createHash } from 'node:crypto';
import type { ReadContext } from '#connectors/kit/connector.ts';
import type { HttpRequest, HttpResponse } from '#connectors/kit/http-client.ts';
import { parseJson } from '#connectors/kit/json-errors.ts';
import { listRecordLines } from '#connectors/kit/json-lines.ts';
import { splitPath } from '#connectors/kit/locate-rows.ts';
import type { HttpSourceSettings } from '#core/graph/nodes/http-source.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { resolveAddress } from './http-connection.ts';
import { firstAddress, nextAddress } from './next-address.ts';
import { checkStatus, type RetryOptions, readDetail, sendWithRetry } from './send-with-retry.ts';
import { withSince } from './write-since.ts';

/** One page, its records as lines of JSON. */
interface RecordPage {
  readonly value: unknown;
  readonly lines: readonly string[];
  /** Where reading goes on after this page; null after the last. */
  readonly next: PagePosition | null;
  /** The server's time when it answered the first page, ISO 8601; null where it does not tell. */
  readonly answeredAt: string | null;
}

/** A place between two pages. */
export interface PagePosition {
  readonly address: string;
  /** Pages before it. */
  readonly index: number;
  /** Records on the pages before it. */
  readonly totalRecords: number;
}

/**
 * Pages in order. `locate` finds the rows on the first page; the same place holds them on all.
 * Throws when pages repeat, when there are more than `maxPages`, and when an answer is not the JSON that was asked for.
 */
export async function* readPages(
  context: ReadContext<HttpSourceSettings>,
  retry: RetryOptions,
  locate: (value: unknown) => string = () => context.settings.rowsPath,
  start: PagePosition | null = null,
): AsyncGenerator<RecordPage> {
  const { settings, http, connection, since } = context;
  const first = firstAddress(withSince(resolveAddress(connection, settings.url), settings, since), settings.paging);
  const guard = createRepetitionGuard();
  let address: string | null = start?.address ?? first;
  let totalRecords = start?.totalRecords ?? 0;
  let rowsPath: string | undefined;
  let answeredAt: string | null = null;
  for (let index = start?.index ?? 0; address !== null; index += 1) {
    if (index >= settings.maxPages)
      throw new TelarError('http_pages_exceeded', {
        params: { pages: settings.maxPages },
        field: 'maxPages',
        status: 422,
      });
    const response: HttpResponse = await sendWithRetry(http, composeRequest(context, first, address), retry);
    if (isPastTheEnd(response, settings, index)) return;
    checkStatus(response);
    const source = readJsonText(response);
    const value = parseJson(source);
    rowsPath ??= locate(value);
    const lines = listRecordLines(source, value, splitPath(rowsPath));
    if (guard(address, lines)) return;
    totalRecords += lines.length;
    answeredAt ??= readDate(response);
    const page = { url: address, headers: response.headers, value, recordCount: lines.length, index, totalRecords };
    address = nextAddress(first, page, settings.paging);
    const next = address === null ? null : { address, index: index + 1, totalRecords };
    yield { value, lines, next, answeredAt };
  }
}

/** What the user typed goes to the origin it was given for, and not where a next link leads. */
function composeRequest(context: ReadContext<HttpSourceSettings>, first: string, address: string): HttpRequest {
  const { settings, signal } = context;
  const sameOrigin = new URL(address).origin === new URL(first).origin;
  const typed = sameOrigin
    ? Object.fromEntries(settings.headers.map(({ name, value }) => [name.toLowerCase(), value]))
    : {};
  const hasBody = settings.method === 'POST' && settings.body !== '' && sameOrigin;
  return {
    method: settings.method,
    url: address,
    headers: {
      accept: 'application/json',
      ...(hasBody && { 'content-type': 'application/json' }),
      ...typed,
    },
    ...(hasBody && { body: settings.body }),
    signal,
  };
}

/** Some APIs answer the number after the last page with 404 instead of an empty page. */
function isPastTheEnd({ status }: HttpResponse, { paging }: HttpSourceSettings, index: number): boolean {
  return status === 404 && index > 0 && (paging.kind === 'page' || paging.kind === 'offset');
}

/** A header of whole seconds, cut off: what changed within that second is read again. */
function readDate({ headers }: HttpResponse): string | null {
  const moment = Date.parse(headers.date ?? '');
  return Number.isNaN(moment) ? null : new Date(moment).toISOString();
}

function readJsonText({ headers, body, url }: HttpResponse): string {
  const text = new TextDecoder().decode(body);
  const contentType = headers['content-type'] ?? '';
  if (/html|xml/i.test(contentType) || text.trimStart().startsWith('<')) {
    const params = { host: new URL(url).host, contentType: contentType || 'text/html', detail: readDetail(body) };
    throw new TelarError('http_not_json', { params, field: 'url', status: 422 });
  }
  if (text.trim() === '')
    throw new TelarError('http_empty_answer', { params: { host: new URL(url).host }, field: 'url', status: 422 });
  return text;
}

/**
 * Answers true when a page only repeats the last one and reading can end: a server that was past its end gives its last,
 * shorter page again. Throws when pages go round in a circle.
 */
function createRepetitionGuard(): (address: string, lines: readonly string[]) => boolean {
  const addresses = new Set<string>();
  let previous = '';
  let largest = 0;
  return (address, lines) => {
    const hash = createHash('sha256').update(lines.join('\n')).digest('base64');
    const repeats = hash === previous && lines.length > 0;
    if (repeats && lines.length < largest) return true;
    if (repeats || addresses.has(address))
      throw new TelarError('http_paging_endless', {
        params: { page: addresses.size + 1 },
        field: 'paging',
        status: 422,
      });
    addresses.add(address);
    previous = hash;
    largest = Math.max(largest, lines.length);
    return false;
  };
}
