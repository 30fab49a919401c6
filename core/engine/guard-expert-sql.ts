import { type ExpertSql, listExpertSql, releaseExpertSql, type Sql } from '#core/compiler/sql.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { EngineSession } from './engine-session.ts';
import { findSqlRefusal, type SqlRefusal } from './find-sql-refusal.ts';

/**
 * Passes a fragment on with the queries of users in it as text, if each is one SELECT that reads nothing but the
 * relations it was given. The engine parses it alone first, so that what is looked at is what will run: text that is
 * a whole statement by itself stays one between parentheses. Throws `sql_*` with who must act.
 */
export async function guardExpertSql(session: EngineSession, fragment: Sql): Promise<Sql> {
  const queries = listExpertSql(fragment);
  if (queries.length === 0) return fragment;
  const functions = await readSafeFunctions(session);
  for (const query of queries) await guardQuery(session, query, functions);
  return releaseExpertSql(fragment);
}

async function guardQuery(session: EngineSession, { query, relations }: ExpertSql, functions: ReadonlySet<string>) {
  // A text that ends at a NUL for the parser would go on behind it.
  if (query.includes('\0')) throw refused({ code: 'sql_not_understood', params: { detail: 'NUL' } });
  const { rows } = await session.queryRows({
    text: 'SELECT CAST(json_serialize_sql(CAST($1 AS VARCHAR)) AS VARCHAR)',
    values: [query],
  });
  const parsed = JSON.parse(String(rows[0]?.[0])) as ParsedSql;
  if (parsed.error === true) {
    if (parsed.error_type === 'not implemented') throw refused({ code: 'sql_not_select', params: {} });
    throw refused({ code: 'sql_not_understood', params: { detail: (parsed.error_message ?? '').slice(0, 300) } });
  }
  const [statement, ...others] = parsed.statements ?? [];
  if (statement === undefined || others.length > 0) throw refused({ code: 'sql_not_select', params: {} });
  // Behind a semicolon the statement is over, even if nothing follows.
  if (/;\s*$/.test(query)) throw refused({ code: 'sql_semicolon', params: {} });
  const refusal = findSqlRefusal(statement, new Set(relations.map((name) => name.toLowerCase())), functions);
  if (refusal !== null) throw refused(refusal);
}

interface ParsedSql {
  readonly error?: boolean;
  readonly error_type?: string;
  readonly error_message?: string;
  readonly statements?: readonly unknown[];
}

function refused({ code, params }: SqlRefusal): TelarError {
  return new TelarError(code, { actor: 'user', status: 422, field: 'query', params });
}

/** Functions that answer by their arguments alone, and those that give the time of the query. */
const safeVolatile = ['now', 'today', 'current_date', 'get_current_timestamp'];

/** Answer by their arguments, as far as the engine knows, but tell or read of what is around the query. */
const unsafe =
  /^(telar_|current_|getvariable$|version$|json_(de)?serialize|json_execute|parse_duckdb|__internal|write_|getenv|query|add_parquet|pg_|has_|inet_|session_|user$|col_|obj_|shobj_|get_block_size)/;

/** Macros are queries of the engine's own; only those over lists and numbers are let through. */
const safeMacro =
  /^(list_|array_|map_|json_group_|nullif$|split_part$|date_add$|round_even$|roundbankers$|fdiv$|fmod$|wavg$|weighted_avg$|geomean$|geometric_mean$|generate_subscripts$|days_in_month$|md5_number_)/;

async function readSafeFunctions(session: EngineSession): Promise<Set<string>> {
  const { rows } = await session.queryRows(
    {
      text: "SELECT DISTINCT function_name, function_type, coalesce(stability, '') FROM duckdb_functions() WHERE function_type IN ('scalar', 'aggregate', 'macro') AND database_name = 'system'",
      values: [],
    },
    10_000,
  );
  const safe = new Set<string>(windowFunctions);
  for (const [name, type, stability] of rows.map((row) => row.map(String))) {
    if (name === undefined || unsafe.test(name)) continue;
    const isSafe = type === 'macro' ? safeMacro.test(name) : stability === 'CONSISTENT';
    if (isSafe) safe.add(name.toLowerCase());
  }
  for (const name of safeVolatile) safe.add(name);
  return safe;
}

/** Known to the parser only. */
const windowFunctions = [
  'row_number',
  'rank',
  'dense_rank',
  'rank_dense',
  'percent_rank',
  'cume_dist',
  'ntile',
  'lag',
  'lead',
  'first_value',
  'last_value',
  'nth_value',
  'fill',
];
