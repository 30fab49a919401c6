import type { SourceConnector } from '#connectors/kit/connector.ts';
import { describeFoundRecords, describeJsonRecords } from '#connectors/kit/describe-json-records.ts';
import { describeLinesScan } from '#connectors/kit/json-lines.ts';
import { locateRows } from '#connectors/kit/locate-rows.ts';
import type { FoundShape } from '#core/graph/found-shape.ts';
import type { HttpSourceSettings } from '#core/graph/nodes/http-source.ts';
import { readPages } from './read-pages.ts';
import type { RetryOptions } from './send-with-retry.ts';
import { openStaging } from './stage-pages.ts';

const examinedRecords = 1000;

/**
 * Rows of a JSON API, read page by page into one file; pages are made durable every `keepEveryMs`.
 * `retry` is for tests that must not wait.
 */
export function createHttpSource(retry: RetryOptions = {}, keepEveryMs = 2000): SourceConnector<HttpSourceSettings> {
  return {
    discover: async (context) => {
      let rowsPath = context.settings.rowsPath;
      const locate = (value: unknown): string => {
        if (rowsPath === '') rowsPath = locateRows(value);
        return rowsPath;
      };
      const records: unknown[] = [];
      for await (const { lines } of readPages(context, retry, locate)) {
        for (const line of lines) records.push(JSON.parse(line));
        if (records.length >= (context.limit ?? examinedRecords)) break;
      }
      const fields = describeJsonRecords(records);
      return { fields, settings: { rowsPath, fields }, shape: describeFoundRecords(records) };
    },
    /** Costs a request: the first page. */
    inspect: async (context) => {
      for await (const { lines } of readPages(context, retry)) return describeLines(lines);
      return describeLines([]);
    },
    extract: async (context) => {
      const { folder, settings, limit = Number.POSITIVE_INFINITY, onProgress } = context;
      const staging = await openStaging(folder, context.pages, keepEveryMs);
      let answeredAt: string | null = staging.position?.answeredAt ?? null;
      let { rows, pages } = staging.position ?? { rows: 0, pages: 0 };
      const examined: string[] = [];
      try {
        const start = staging.position?.next ?? null;
        for await (const page of readPages(context, retry, undefined, start)) {
          const wanted = page.lines.slice(0, limit - rows);
          rows += wanted.length;
          if (examined.length < examinedRecords) examined.push(...wanted.slice(0, examinedRecords - examined.length));
          pages += 1;
          answeredAt ??= page.answeredAt;
          await staging.write(wanted, page.next && { next: page.next, answeredAt, rows, pages });
          onProgress?.({ rows, pages });
          if (rows >= limit) break;
        }
      } finally {
        await staging.close();
      }
      const scan = describeLinesScan(staging.path, settings.fields, settings.drift);
      const horizon = () => answeredAt;
      const found = () => describeLines(examined);
      return limit === Number.POSITIVE_INFINITY ? { scan, totalRows: rows, horizon, found } : { scan };
    },
  };
}

function describeLines(lines: readonly string[]): FoundShape {
  return describeFoundRecords(lines.slice(0, examinedRecords).map((line): unknown => JSON.parse(line)));
}

export const httpSource = createHttpSource();
