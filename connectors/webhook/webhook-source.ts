import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadContext, SourceConnector } from '#connectors/kit/connector.ts';
import { describeJsonRecords } from '#connectors/kit/describe-json-records.ts';
import { parseJson } from '#connectors/kit/json-errors.ts';
import { describeLinesScan, listRecordLines } from '#connectors/kit/json-lines.ts';
import { locateRows, splitPath } from '#connectors/kit/locate-rows.ts';
import type { WebhookTriggerSettings } from '#core/graph/nodes/webhook-trigger.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** The body of the event that started the run: one row, or a list of rows, as JSON or as a form. */
export const webhookSource: SourceConnector<WebhookTriggerSettings> = {
  discover: async (context) => {
    const source = readBody(context);
    const rowsPath = context.settings.rowsPath || locateRowsOfEvent(parseJson(source));
    const records = listRecordLines(source, parseJson(source), splitPath(rowsPath)).map((line) => JSON.parse(line));
    const fields = describeJsonRecords(records);
    return { fields, settings: { rowsPath, fields }, totalRows: records.length };
  },
  extract: async (context) => {
    const source = readBody(context);
    const lines = listRecordLines(source, parseJson(source), splitPath(context.settings.rowsPath));
    const path = join(context.folder, `event-${crypto.randomUUID()}.ndjson`);
    await writeFile(
      path,
      lines.slice(0, context.limit).map((line) => `${line}\n`),
    );
    return { scan: describeLinesScan(path, context.settings.fields), totalRows: lines.length };
  },
};

/** The body as JSON text; a form becomes one object, with a list where a name repeats. */
function readBody({ event }: ReadContext<WebhookTriggerSettings>): string {
  if (event === null) throw new TelarError('webhook_event_missing', { status: 422 });
  const text = new TextDecoder().decode(event.body);
  if (text.trim() === '') throw new TelarError('webhook_event_empty', { status: 422 });
  if (!/^application\/x-www-form-urlencoded/i.test(event.contentType)) return text;
  const form = new URLSearchParams(text);
  const entries = [...new Set(form.keys())].map((name) => {
    const values = form.getAll(name);
    return [name, values.length > 1 ? values : values[0]];
  });
  return JSON.stringify(Object.fromEntries(entries));
}

/** An event with a list inside is usually about itself; only one that holds nothing but a list is about the list's items. */
function locateRowsOfEvent(value: unknown): string {
  const isEnvelope =
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 1;
  return isEnvelope ? locateRows(value) : '';
}
