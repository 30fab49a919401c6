import type { Field } from '#core/graph/field-type.ts';
import type { DeduplicateSettings } from '#core/graph/nodes/deduplicate.ts';
import {
  checkUniqueNames,
  columnList,
  type Lowering,
  type NodeProblem,
  requireField,
  requireFields,
} from '../lowering.ts';
import type { PlanInput } from '../plan.ts';
import { freeName, hasRowIdField, placeRows } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { isNotBlank, keyOf } from '../text-sql.ts';
import { mergeFields } from './merge-fields.ts';
import { similarPeople } from './similar-people.ts';

/** Whether duplicates take more than one row per key, chosen by one order. */
export function needsGroups({ keep, match, groupName }: DeduplicateSettings): boolean {
  return match === 'people' || groupName !== '' || (keep !== 'first' && keep !== 'last');
}

/** Rows to read FROM, and what tells their groups apart. */
interface GroupedRows {
  readonly fields: readonly Field[];
  readonly rows: Sql;
  readonly place: Sql;
  /** The same rows and their place, where their groups do not matter. */
  readonly plain: { readonly rows: Sql; readonly place: Sql };
  /** Columns of `rows` besides the fields. */
  readonly carried: readonly Sql[];
  readonly groups: readonly Sql[];
  /** Place of the first row of the group of a row. */
  readonly root: Sql;
  readonly score: Sql;
}

/** Removes, merges or marks the rows of each group. The order is that of the input, by the first row of a merged group. */
export function lowerGroups(settings: DeduplicateSettings, { relation, fields }: PlanInput): Lowering {
  const problems: NodeProblem[] = [];
  const orderBy = requireField(fields, settings.orderBy, 'orderBy', problems);
  const group = settings.match === 'people' ? groupPeople : groupKeys;
  const rows = group(settings, relation, fields, problems);
  const added = nameAdded(settings);
  const lower = settings.keep === 'merge' ? mergeGroups : settings.keep === 'all' ? markGroups : keepWinners;
  const { columns, query } = lower(settings, rows, added, orderBy, problems);
  problems.push(...checkUniqueNames([...columns.map((field) => ({ field })), ...added]));
  return {
    fields: [...columns, ...added.map(({ field }) => field)],
    query,
    problems,
    accounting: 'filters',
    materialize: true,
    readsPlaces: !hasRowIdField(fields),
  };
}

/** A column that tells of the group. */
interface Added {
  readonly field: Field;
  readonly path: 'groupName' | 'scoreName';
}

function nameAdded({ groupName, scoreName, match }: DeduplicateSettings): Added[] {
  const names = { groupName, scoreName: match === 'people' ? scoreName : '' };
  return (['groupName', 'scoreName'] as const).flatMap((path) =>
    names[path] === '' ? [] : [{ field: { name: names[path], type: 'integer' as const }, path }],
  );
}

type Group = (
  settings: DeduplicateSettings,
  relation: string,
  fields: readonly Field[],
  problems: NodeProblem[],
) => GroupedRows;

const groupKeys: Group = (settings, relation, fields, problems) => {
  const { rows, place } = placeRows(relation, fields);
  const keys = requireFields(fields, settings.keys, 'keys', problems).map(({ name, type }) =>
    keyOf(identifier(name), type, settings.ignoreCase),
  );
  const anyBlank = joinSql(
    keys.map((key) => sql`${key} IS NULL`),
    ' OR ',
  );
  // A row that is a duplicate of nothing is a group of its own.
  const groups = settings.blankKeys === 'keep' ? [...keys, sql`CASE WHEN ${anyBlank} THEN ${place} END`] : keys;
  const root = sql`min(${place}) OVER (PARTITION BY ${joinSql(groups)})`;
  return { fields, rows, place, plain: { rows, place }, carried: [place], groups, root, score: sql`NULL` };
};

const groupPeople: Group = ({ people }, relation, fields, problems) => {
  const names = requireFields(fields, people.names, 'people.names', problems);
  const email = requireField(fields, people.email, 'people.email', problems);
  const phone = requireField(fields, people.phone, 'people.phone', problems);
  const from = placeRows(relation, fields);
  const similar = similarPeople(from.rows, from.place, { names, email, phone, threshold: people.threshold });
  const [place, root, score] = [column('#place', fields), column('#root', fields), column('#score', fields)];
  const list = joinSql(fields.map(({ name }) => sql`r.${identifier(name)}`));
  const own = sql`r.${from.place}`;
  const rows = sql`(SELECT ${list}, ${own} AS ${place}, s.root AS ${root}, s.score AS ${score} FROM ${from.rows} AS r JOIN (${similar}) AS s ON s.p = ${own})`;
  return { fields, rows, place, plain: from, carried: [place, root, score], groups: [root], root, score };
};

function column(name: string, fields: readonly Field[]): Sql {
  return identifier(freeName(name, fields));
}

type LowerRows = (
  settings: DeduplicateSettings,
  rows: GroupedRows,
  added: readonly Added[],
  orderBy: Field | undefined,
  problems: NodeProblem[],
) => { columns: readonly Field[]; query: Sql };

/** The columns that tell of a group, from expressions for its number and its score. */
function addedSql(added: readonly Added[], number: Sql, score: Sql): Sql[] {
  return added.map(({ field, path }) => {
    const value = path === 'groupName' ? number : score;
    return sql`CAST(${value} AS BIGINT) AS ${identifier(field.name)}`;
  });
}

const keepWinners: LowerRows = ({ keep }, { fields, rows, place, plain, groups, score }, added, orderBy) => {
  const winner = winnerSql(keep, fields, orderBy, place);
  const grouped = sql`FROM ${rows} GROUP BY ${joinSql(groups)}`;
  if (added.length === 0) {
    // See `lowerDeduplicate` on `IS TRUE`.
    const isWinner = sql`(${plain.place} IN (SELECT ${winner} ${grouped})) IS TRUE`;
    return { columns: fields, query: sql`SELECT ${columnList(fields)} FROM ${plain.rows} WHERE ${isWinner}` };
  }
  const told = addedSql(added, sql`w.number`, sql`w.score`);
  const winners = sql`SELECT ${winner} AS place, row_number() OVER (ORDER BY min(${place})) AS number, min(${score}) AS score ${grouped}`;
  const list = joinSql([...fields.map(({ name }) => sql`r.${identifier(name)}`), ...told]);
  const query = sql`SELECT ${list} FROM ${plain.rows} AS r JOIN (${winners}) AS w ON w.place = r.${plain.place} ORDER BY w.place`;
  return { columns: fields, query };
};

const mergeGroups: LowerRows = (
  settings,
  { fields, rows, place, carried, groups, score },
  added,
  orderBy,
  problems,
) => {
  const merged = mergeFields(settings, fields, orderBy, place, groups, problems);
  const counted = merged.flatMap((each) => each.counted ?? []);
  const first = column('#first', fields);
  const columns = merged.map(({ field, value }) => sql`${value} AS ${identifier(field.name)}`);
  const names = merged.map(({ field }) => identifier(field.name));
  const told = addedSql(added, sql`row_number() OVER (ORDER BY min(${place}))`, sql`min(${score})`);
  const from =
    counted.length === 0 ? rows : sql`(SELECT ${joinSql([columnList(fields), ...carried, ...counted])} FROM ${rows})`;
  const grouped = sql`SELECT ${joinSql([...columns, ...told])}, min(${place}) AS ${first} FROM ${from} GROUP BY ${joinSql(groups)}`;
  const list = joinSql([...names, ...added.map(({ field }) => identifier(field.name))]);
  return { columns: merged.map(({ field }) => field), query: sql`SELECT ${list} FROM (${grouped}) ORDER BY ${first}` };
};

const markGroups: LowerRows = (_, { fields, rows, place, root, score }, added) => {
  const [own, first, alike] = [column('#own', fields), column('#first', fields), column('#alike', fields)];
  const told = addedSql(added, sql`dense_rank() OVER (ORDER BY ${first})`, alike);
  const marked = sql`SELECT ${columnList(fields)}, ${place} AS ${own}, ${root} AS ${first}, ${score} AS ${alike} FROM ${rows}`;
  return {
    columns: fields,
    query: sql`SELECT ${joinSql([columnList(fields), ...told])} FROM (${marked}) ORDER BY ${own}`,
  };
};

/** Place of the row that stays in a group; a blank order value loses against any other. */
function winnerSql(
  keep: DeduplicateSettings['keep'],
  fields: readonly Field[],
  orderBy: Field | undefined,
  place: Sql,
): Sql {
  const isFirst = keep === 'first';
  const order = orderBy && identifier(orderBy.name);
  if (keep !== 'complete') {
    if (order === undefined) return isFirst ? sql`min(${place})` : sql`max(${place})`;
    const isWorse = isFirst ? sql`${order} IS NULL` : sql`${order} IS NOT NULL`;
    return sql`${isFirst ? sql`arg_min` : sql`arg_max`}(${place}, row(${isWorse}, ${order}, ${place}))`;
  }
  const filled = joinSql(
    fields.map(({ name, type }) => sql`CAST(${isNotBlank(identifier(name), type)} AS INTEGER)`),
    ' + ',
  );
  const ties = order === undefined ? [] : [sql`${order} IS NOT NULL`, order];
  return sql`arg_max(${place}, row(${joinSql([filled, ...ties, sql`-${place}`])}))`;
}
