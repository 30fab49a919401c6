import { countries } from '#core/graph/countries.ts';
import { type CountryFacts, countryFacts } from '#core/graph/country-facts.ts';
import type { Field } from '#core/graph/field-type.ts';
import { freeMailDomains } from '#core/graph/free-mail-domains.ts';
import { type EnrichSettings, type FactName, isEmailFact } from '#core/graph/nodes/enrich.ts';
import { cleanCountry, cleanEmail, pickFrom } from '../clean/clean-sql.ts';
import { roleWords } from '../enrich/role-words.ts';
import { checkUniqueNames, type Lower, type NodeProblem, onlyInput, requireText } from '../lowering.ts';
import { freeName, rowWiseQueriesOver } from '../row-place.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';

/** Addresses and countries are read once each, in a layer below the columns that are made of them. */
export const lowerEnrich: Lower<EnrichSettings> = ({ columns }, inputs) => {
  const { relation, fields } = onlyInput(inputs);
  const problems: NodeProblem[] = [];
  const read = new Map<string, { readonly name: Sql; readonly value: Sql }>();
  const added = columns.flatMap((column, index) => {
    const field = requireText(fields, column.field, `columns.${index}.field`, problems);
    if (field === undefined) return [];
    const key = `${isEmailFact(column.fact) ? 'email' : 'country'} ${field.name}`;
    const value = isEmailFact(column.fact) ? cleanEmail(field, false) : cleanCountry(field);
    const known = read.get(key) ?? { name: identifier(freeName(`#read_${read.size}`, fields)), value };
    read.set(key, known);
    const { type, value: fact } = factSql(column.fact, known.name);
    return [{ field: { name: column.name, type }, value: fact, path: `columns.${index}.name` }];
  });
  problems.push(...checkUniqueNames([...fields.map((field) => ({ field })), ...added]));
  const all = [...fields, ...added.map(({ field }) => field)];
  const own = fields.map(({ name }) => identifier(name));
  const list = joinSql([...own, ...added.map(({ field, value }) => sql`${value} AS ${identifier(field.name)}`)]);
  const before = joinSql([...own, ...[...read.values()].map(({ name, value }) => sql`${value} AS ${name}`)]);
  return {
    fields: all,
    ...rowWiseQueriesOver(list, before, sql`FROM ${identifier(relation)}`, all, fields),
    problems,
    accounting: 'preserves',
    materialize: false,
  };
};

interface Fact {
  readonly type: Field['type'];
  readonly value: Sql;
}

/** A fact of a clean address or of the code of a country; NULL where that is. */
function factSql(fact: FactName, known: Sql): Fact {
  const domain = sql`split_part(${known}, '@', 2)`;
  const isFree = sql`list_contains(string_split(${freeMailDomains.join(' ')}::VARCHAR, ' '), ${domain})`;
  switch (fact) {
    case 'email_domain':
      return { type: 'text', value: domain };
    case 'company_domain':
      return { type: 'text', value: sql`CASE WHEN NOT ${isFree} THEN ${domain} END` };
    case 'free_mail':
      return { type: 'boolean', value: isFree };
    case 'role_address': {
      const words = sql`string_split(${roleWords.join(' ')}::VARCHAR, ' ')`;
      const word = sql`regexp_replace(regexp_extract(${known}, '^[^@+]+'), '[^a-z]+', '', 'g')`;
      return { type: 'boolean', value: sql`list_contains(${words}, ${word})` };
    }
    case 'country_code':
      return { type: 'text', value: known };
    case 'country_name':
      return { type: 'text', value: pick(nameIn('en'), known) };
    case 'country_name_es':
      return { type: 'text', value: pick(nameIn('es'), known) };
    case 'continent':
      return { type: 'text', value: pick(factOf('continent'), known) };
    case 'sales_region':
      return { type: 'text', value: pick(factOf('salesRegion'), known) };
    case 'currency':
      return { type: 'text', value: pick(factOf('currency'), known) };
    case 'calling_code':
      return { type: 'text', value: sql`'+' || ${pick(({ callingCode }) => callingCode, known)}` };
    case 'eea':
      return { type: 'boolean', value: sql`CAST(${pick(factOf('isInEea'), known)} AS BOOLEAN)` };
  }
}

type Country = (typeof countries)[number];

function pick(of: (country: Country) => string, code: Sql): Sql {
  return pickFrom(
    countries.map((country) => country.code),
    countries.map(of),
    code,
  );
}

function factOf(fact: keyof CountryFacts) {
  return ({ code }: Country) => String(countryFacts.get(code)?.[fact] ?? '');
}

/** As the Unicode CLDR writes it. */
function nameIn(locale: string) {
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  return ({ code }: Country) => names.of(code) ?? code;
}
