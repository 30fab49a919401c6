import type { Field } from '#core/graph/field-type.ts';
import { type CleanedColumn, type CleanSettings, utmNames } from '#core/graph/nodes/clean.ts';
import { type CastFailure, rejectFailed } from '../cast-failure.ts';
import * as cleaners from '../clean/clean-sql.ts';
import { checkUniqueNames, type Lower, type NodeProblem, onlyInput, requireText } from '../lowering.ts';
import { freeName, hasRowIdField, rowId } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { isNotBlank } from '../text-sql.ts';

interface Cleaned {
  readonly source: string;
  readonly field: Field;
  readonly value: Sql;
}

/** Columns stay in place; what cannot be read sets the row aside, or stays in a column that follows all others. */
export const lowerClean: Lower<CleanSettings> = ({ columns, onFailure }, inputs) => {
  const { relation, fields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const cleaned: Cleaned[] = [];
  const added: { field: Field; value: Sql; path: string }[] = [];
  columns.forEach((column, index) => {
    const path = `columns.${index}`;
    const field = requireText(fields, column.field, `${path}.field`, problems);
    if (field === undefined) return;
    if (column.as === 'utm') {
      for (const name of utmNames)
        added.push({ field: { name, type: 'text' }, value: cleaners.readUtm(field, name), path: `${path}.field` });
      return;
    }
    const value = lowerColumn(column, field, fields, path, problems);
    if (value !== null) cleaned.push({ source: field.name, ...value });
  });
  const failures = cleaned.map(({ source }, index): CastFailure => {
    const original = identifier(source);
    const condition = sql`(${madeColumn(index, fields)} IS NULL AND ${isNotBlank(original, 'text')})`;
    return { reason: 'clean_failed', field: source, condition, original };
  });
  const kept = onFailure === 'reject' ? [] : nameOriginals(failures, fields);
  const inPlace = fields.map((field) => {
    const index = cleaned.findIndex(({ source }) => source === field.name);
    return {
      field: cleaned[index]?.field ?? field,
      value: index < 0 ? identifier(field.name) : madeColumn(index, fields),
    };
  });
  const all = [...inPlace, ...added, ...kept];
  problems.push(...checkUniqueNames(all));
  const out = all.map(({ field }) => field);
  const list = joinSql(all.map(({ field, value }) => sql`${value} AS ${identifier(field.name)}`));
  // A layer of its own, so that each value is computed once although it is looked at twice.
  const made = cleaned.map(({ value }, index) => sql`${value} AS ${madeColumn(index, fields)}`);
  const from = (places: readonly Sql[]) =>
    sql`FROM (SELECT ${joinSql([...places, ...fields.map(({ name }) => identifier(name)), ...made])} FROM ${identifier(relation)})`;
  const rejects = onFailure === 'reject' && failures.length > 0;
  const failed = joinSql(
    failures.map(({ condition }) => condition),
    ' OR ',
  );
  const where = rejects ? sql` WHERE NOT (${failed})` : sql``;
  const passesPlaces = !hasRowIdField(fields) && !hasRowIdField(out);
  return {
    fields: out,
    query: sql`SELECT ${list} ${from([])}${where}`,
    ...(passesPlaces && { placedQuery: sql`SELECT ${rowId}, ${list} ${from([rowId])}${where}` }),
    problems,
    accounting: 'preserves',
    materialize: false,
    ...(rejects && { rejects: rejectFailed(failures, fields, sql`${from([])} WHERE ${failed}`) }),
  };
};

/** The clean value, under a name that no field has. */
function madeColumn(index: number, fields: readonly Field[]): Sql {
  return identifier(freeName(`#clean_${index}`, fields));
}

/** A column per cleaned one, with the values that could not be read. */
function nameOriginals(failures: readonly CastFailure[], fields: readonly Field[]) {
  return failures.map(({ field: source, condition, original }) => {
    const wanted = `${source} (original)`;
    const isTaken = fields.some(({ name }) => name.toLowerCase() === wanted.toLowerCase());
    const name = isTaken ? `${wanted} 2` : wanted;
    return { field: { name, type: 'text' as const }, value: sql`CASE WHEN ${condition} THEN ${original} END` };
  });
}

function lowerColumn(
  column: Exclude<CleanedColumn, { as: 'utm' }>,
  field: Field,
  fields: readonly Field[],
  path: string,
  problems: NodeProblem[],
): Pick<Cleaned, 'field' | 'value'> | null {
  switch (column.as) {
    case 'email':
      return { field, value: cleaners.cleanEmail(field, column.sameInbox) };
    case 'phone': {
      if (column.countryField === '') return { field, value: cleaners.cleanPhone(field, { code: column.country }) };
      const country = requireText(fields, column.countryField, `${path}.countryField`, problems);
      return country === undefined ? null : { field, value: cleaners.cleanPhone(field, { field: country }) };
    }
    case 'name':
      return { field, value: cleaners.cleanName(field) };
    case 'country':
      return { field, value: cleaners.cleanCountry(field) };
    case 'url':
      return { field, value: cleaners.cleanUrl(field) };
    case 'date': {
      const type = column.withTime ? 'datetime' : 'date';
      return { field: { name: field.name, type }, value: cleaners.cleanDate(field, column.order, column.withTime) };
    }
    case 'number':
      return {
        field: { name: field.name, type: 'decimal' },
        value: cleaners.cleanNumber(field, column.decimalSeparator),
      };
  }
}
