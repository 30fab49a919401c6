import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceConnector } from '#connectors/kit/connector.ts';
import { describeJsonRecords } from '#connectors/kit/describe-json-records.ts';
import { describeLinesScan } from '#connectors/kit/json-lines.ts';
import { locateRows } from '#connectors/kit/locate-rows.ts';
import type { HttpSourceSettings } from '#core/graph/nodes/http-source.ts';
import { readPages } from './read-pages.ts';
import type { RetryOptions } from './send-with-retry.ts';

const examinedRecords = 1000;

/** Rows of a JSON API, read page by page into one file. `retry` is for tests that must not wait. */
export function createHttpSource(retry: RetryOptions = {}): SourceConnector<HttpSourceSettings> {
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
      return { fields, settings: { rowsPath, fields } };
    },
    extract: async (context) => {
      const { folder, settings, limit = Number.POSITIVE_INFINITY, onProgress } = context;
      const path = join(folder, `http-${crypto.randomUUID()}.ndjson`);
      const file = await open(path, 'wx');
      let rows = 0;
      let pages = 0;
      try {
        for await (const { lines } of readPages(context, retry)) {
          const wanted = lines.slice(0, limit - rows);
          await file.write(wanted.map((line) => `${line}\n`).join(''));
          rows += wanted.length;
          pages += 1;
          onProgress?.({ rows, pages });
          if (rows >= limit) break;
        }
      } finally {
        await file.close();
      }
      const scan = describeLinesScan(path, settings.fields);
      return limit === Number.POSITIVE_INFINITY ? { scan, totalRows: rows } : { scan };
    },
  };
}

export const httpSource = createHttpSource();
