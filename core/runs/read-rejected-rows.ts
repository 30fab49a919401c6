import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { Locale } from '#core/contracts/identity.ts';
import type { RejectedFilter, RejectedPage, RejectedRow } from '#core/contracts/rejected.ts';
import { presentReason } from '#core/platform/present-error.ts';
import {
  currentOf,
  filterRejected,
  type OpenRejected,
  originalOf,
  type RejectedScope,
  withRejected,
} from './rejected/open-rejected.ts';

const maxGroups = 100;

export interface RejectedPageOptions extends RejectedScope, RejectedFilter {
  readonly offset: number;
  readonly limit: number;
  readonly sort?: string | undefined;
  readonly direction?: 'asc' | 'desc' | undefined;
  readonly locale?: Locale | undefined;
}

/** A page of the rows a step refused, with what people did about them. Throws `not_found` (404). */
export async function readRejectedRows(options: RejectedPageOptions): Promise<RejectedPage> {
  const page = await withRejected(options, async (opened) => ({
    ...(await readPage(opened, options)),
    ...(await readGroups(opened, options.locale ?? 'en')),
    columns: opened.columns.map(({ name, type }) => ({ name, type })),
  }));
  return page ?? { rows: [], total: 0, columns: [], groups: [], statuses: {} };
}

async function readPage(opened: OpenRejected, options: RejectedPageOptions) {
  const { session, rows, columns } = opened;
  const { offset, limit, locale = 'en' } = options;
  const condition = filterRejected(options);
  const cells = columns.map((column, index) => sql`${originalOf(column)} AS ${identifier(`c${index}`)}`);
  const names = ['row', 'status', 'reason', 'field', 'value', 'rule', 'line', 'record', 'edits', 'run'] as const;
  const list = joinSql([...names.map((name) => identifier(name)), ...cells]);
  const found = await session.queryRows(
    renderSql(
      sql`SELECT ${list} FROM ${rows} WHERE ${condition} ORDER BY ${orderOf(opened, options)}"row" LIMIT ${BigInt(limit)} OFFSET ${BigInt(offset)}`,
    ),
    limit,
  );
  const counted = await session.queryRows(renderSql(sql`SELECT count(*) FROM ${rows} WHERE ${condition}`), 1);
  const texts = (row: readonly unknown[]) =>
    row.map((cell) => (cell === null || cell === undefined ? null : String(cell)));
  return {
    total: Number(counted.rows[0]?.[0] ?? 0),
    rows: found.rows.map((row): RejectedRow => {
      const [place, status, reason, field, value, rule, line, record, edits, run, ...values] = texts(row);
      const refusal = { reason: reason ?? '', field: field ?? null, value: value ?? null };
      return {
        ...refusal,
        row: Number(place),
        status: status as RejectedRow['status'],
        message: presentReason(refusal, locale),
        rule: rule ?? null,
        line: line == null ? null : Number(line),
        record: record ?? '',
        edits: JSON.parse(edits ?? '{}'),
        replayRunId: run ?? null,
        cells: values,
      };
    }),
  };
}

/** Numbers by size before texts by letter. */
function orderOf({ columns }: OpenRejected, { sort, direction = 'asc' }: RejectedPageOptions): Sql {
  const column = columns.find(({ name }) => name === sort);
  if (column === undefined) return sql``;
  const value = currentOf(column);
  return direction === 'asc'
    ? sql`TRY_CAST(${value} AS DOUBLE) ASC NULLS LAST, lower(${value}) ASC NULLS LAST, `
    : sql`TRY_CAST(${value} AS DOUBLE) DESC NULLS LAST, lower(${value}) DESC NULLS LAST, `;
}

async function readGroups({ session, rows }: OpenRejected, locale: Locale) {
  const grouped = await session.queryRows(
    renderSql(sql`SELECT reason, field, count(*), count(*) FILTER (WHERE status = 'open'), any_value(value) FROM ${rows}
      GROUP BY ALL ORDER BY 3 DESC, 1, 2 LIMIT ${BigInt(maxGroups)}`),
    maxGroups,
  );
  const counted = await session.queryRows(
    renderSql(sql`SELECT status, count(*) FROM ${rows} GROUP BY ALL
      UNION ALL SELECT 'edited', count(*) FROM ${rows} WHERE ${filterRejected({ status: 'edited' })}`),
    10,
  );
  return {
    groups: grouped.rows.map(([reason, field, count, open]) => {
      const named = { reason: String(reason), field: field === null ? null : String(field) };
      return {
        ...named,
        message: presentReason({ ...named, value: '…' }, locale),
        count: Number(count),
        open: Number(open),
      };
    }),
    statuses: Object.fromEntries(counted.rows.map(([status, count]) => [String(status), Number(count)])),
  };
}
