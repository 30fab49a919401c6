import { trimText } from '#core/formula/total-sql.ts';
import type { ReplaceSettings } from '#core/graph/nodes/replace.ts';
import { type Lower, type NodeProblem, onlyInput, requireText } from '../lowering.ts';
import { rowWiseQueries } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { keyOf } from '../text-sql.ts';

type Pair = ReplaceSettings['pairs'][number];

/** Columns stay in place; only those that are looked through change. */
export const lowerReplace: Lower<ReplaceSettings> = (settings, inputs) => {
  const { relation, fields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const wanted = settings.fields.map((name, index) => requireText(fields, name, `fields.${index}`, problems)?.name);
  const columns = fields.map(({ name }) => {
    const column = identifier(name);
    return wanted.includes(name) ? sql`${replaceIn(column, settings)} AS ${column}` : column;
  });
  return {
    fields,
    ...rowWiseQueries(joinSql(columns), sql`FROM ${identifier(relation)}`, fields, fields),
    problems,
    accounting: 'preserves',
    materialize: false,
  };
};

function replaceIn(column: Sql, { match, caseSensitive, pairs }: ReplaceSettings): Sql {
  if (match === 'whole') return replaceWhole(column, caseSensitive, pairs);
  return pairs.reduce((text, { find, replace }) => {
    if (find === '') return text;
    if (match === 'pattern') return replacePattern(text, find, groupsToEngine(replace), caseSensitive);
    if (caseSensitive) return sql`replace(${text}, ${find}::VARCHAR, ${replace}::VARCHAR)`;
    return replacePattern(text, escapePattern(find), escapeGroups(replace), false);
  }, column);
}

/** One comparison of the value with all that is looked for, so that a list of any length costs one search. */
function replaceWhole(column: Sql, caseSensitive: boolean, pairs: readonly Pair[]): Sql {
  const key = caseSensitive ? sql`nullif(${trimText(column)}, '')` : keyOf(column, 'text', true);
  const blank = pairs.find(({ find }) => find.trim() === '');
  const whenBlank = blank === undefined ? sql`` : sql` WHEN ${key} IS NULL THEN ${textOrBlank(blank.replace)}`;
  const branches = pairs
    .filter(({ find }) => find.trim() !== '')
    .map(({ find, replace }) => {
      const wanted = sql`${find.trim()}::VARCHAR`;
      return sql` WHEN ${caseSensitive ? wanted : sql`lower(${wanted})`} THEN ${textOrBlank(replace)}`;
    });
  const known = branches.length === 0 ? column : sql`CASE ${key}${joinSql(branches, '')} ELSE ${column} END`;
  return blank === undefined ? known : sql`CASE${whenBlank} ELSE ${known} END`;
}

function textOrBlank(replacement: string): Sql {
  return replacement === '' ? sql`NULL` : sql`${replacement}::VARCHAR`;
}

function replacePattern(text: Sql, pattern: string, by: string, caseSensitive: boolean): Sql {
  return sql`regexp_replace(${text}, ${pattern}::VARCHAR, ${by}::VARCHAR, ${caseSensitive ? 'g' : 'gi'})`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

/** The engine writes groups as `\1`, so backslashes of the user are doubled. */
function escapeGroups(replacement: string): string {
  return replacement.replaceAll('\\', '\\\\');
}

function groupsToEngine(replacement: string): string {
  return escapeGroups(replacement).replace(/\$(\d)/g, '\\$1');
}
