import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { Locale } from '#core/contracts/identity.ts';
import type { RejectedFilter } from '#core/contracts/rejected.ts';
import { exportRelation } from '#core/engine/export-relation.ts';
import { presentReason } from '#core/platform/present-error.ts';
import { readDataDir } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { translate } from '#core/platform/translate.ts';
import { currentOf, filterRejected, type OpenRejected, type RejectedScope, withRejected } from './open-rejected.ts';

export interface ExportedRejected {
  readonly bytes: Readable;
  readonly sizeBytes: number;
}

/** Stands for the value in a sentence, which the engine puts in: no rows pass through here. */
const valueMark = '\u0001';
const byteOrderMark = new Uint8Array([0xef, 0xbb, 0xbf]);

/**
 * Refused rows as CSV, with new values in place of those that came. Cells that a spreadsheet would run as a formula get
 * an apostrophe in front; plain negative numbers do not. `byteOrderMark` is for programs that take UTF-8 for something else.
 */
export async function exportRejected(
  scope: RejectedScope,
  filter: RejectedFilter,
  options: { readonly locale: Locale; readonly byteOrderMark: boolean },
): Promise<ExportedRejected> {
  const path = join(readDataDir(), 'short', `rejected-${randomUUID()}.csv`);
  const written = await withRejected(scope, async (opened) => {
    const sentences = await writeSentences(opened, options.locale);
    const query = composeExport(opened, filter, sentences, options.locale);
    const draft = join(opened.folder, 'export.csv');
    await exportRelation(opened.session, renderSql(query), 'csv', draft);
    await rename(draft, path);
    return true;
  });
  if (written === null) throw new TelarError('not_found', { status: 404 });
  const { size } = await stat(path);
  const mark = options.byteOrderMark ? byteOrderMark : new Uint8Array();
  return { bytes: Readable.from(readAndRemove(path, mark)), sizeBytes: size + mark.byteLength };
}

async function* readAndRemove(path: string, mark: Uint8Array) {
  try {
    if (mark.byteLength > 0) yield mark;
    yield* createReadStream(path);
  } finally {
    await rm(path, { force: true });
  }
}

/** The sentence of every reason that occurs, as JSON `[{reason, field, message}]`. */
async function writeSentences({ session, rows }: OpenRejected, locale: Locale): Promise<string> {
  const found = await session.queryRows(renderSql(sql`SELECT DISTINCT reason, field FROM ${rows}`), 10_000);
  const sentences = found.rows.map(([reason, field]) => {
    const named = { reason: String(reason), field: field === null ? null : String(field) };
    return { ...named, message: presentReason({ ...named, value: valueMark }, locale) };
  });
  return JSON.stringify(sentences);
}

function composeExport(
  { columns, rows }: OpenRejected,
  filter: RejectedFilter,
  sentences: string,
  locale: Locale,
): Sql {
  const word = (key: string) => translate(locale, 'app', `rejected.csv.${key}`, {}) ?? key;
  const message = sql`coalesce(replace(s.message, ${valueMark}, coalesce(value, '')), r.reason)`;
  const added: [string, Sql][] = [
    [word('reason'), message],
    [word('field'), sql`r.field`],
    [word('rule'), sql`rule`],
    [word('line'), sql`CAST(line AS VARCHAR)`],
    [word('status'), sql`status`],
  ];
  const all = [...columns.map((column): [string, Sql] => [column.name, currentOf(column)]), ...added];
  const taken = new Set<string>();
  const list = all.map(([name, value]) => sql`${escapeFormula(value)} AS ${identifier(freeHeader(name, taken))}`);
  const known = sql`(SELECT unnest(from_json(${sentences}::JSON, '[{"reason":"VARCHAR","field":"VARCHAR","message":"VARCHAR"}]'), recursive := true))`;
  return sql`SELECT ${joinSql(list)} FROM (SELECT * FROM ${rows} WHERE ${filterRejected(filter)}) AS r
    LEFT JOIN ${known} AS s ON s.reason = r.reason AND s.field IS NOT DISTINCT FROM r.field ORDER BY r."row"`;
}

/** As `escapeFormula` does cells; names that differ in case only are one to the engine. */
function freeHeader(name: string, taken: Set<string>): string {
  let header = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  while (taken.has(header.toLowerCase())) header = `${header} `;
  taken.add(header.toLowerCase());
  return header;
}

/** Text as a spreadsheet shows it without running it. */
export function escapeFormula(value: Sql): Sql {
  return sql`CASE WHEN regexp_matches(${value}, '^[=+\\-@\\t\\r]') AND NOT regexp_full_match(${value}, '-\\d[\\d.,]*([eE][+-]?\\d+)?')
    THEN concat('''', ${value}) ELSE ${value} END`;
}
