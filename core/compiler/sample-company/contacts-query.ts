import { type Sql, sql } from '../sql.ts';
import { cleanEmailOf, firstNameOf, lastNameOf, personOf } from './sample-people.ts';
import { happens, literal, pickText, randomNumber } from './sample-random.ts';

const companies = [
  'Acme',
  'Globex',
  'Initech',
  'Umbrella & Sons',
  'Café Azul, S.L.',
  'Nørd ApS',
  'Hooli',
  '"Quoted" Ltd',
];
const titles = [
  'CEO',
  'Head of Marketing',
  'marketing manager',
  'Growth Lead',
  'Directora de Marketing',
  'CTO',
  'Intern',
];
const countries = [
  'Spain',
  'España',
  'ES',
  'spain ',
  'Germany',
  'DE',
  'France',
  'United Kingdom',
  'UK',
  'US',
  'USA',
  'Mexico',
];
const stages = ['subscriber', 'lead', 'Lead', 'MQL', 'sql', 'opportunity', 'customer', 'Customer '];
const consents = ['yes', 'Yes', 'Y', 'true', '1', 'no', 'N', 'false', ''];

/** Contacts as a real list has them: repeated people, bad and missing addresses, mixed dates and spellings. */
export function contactsQuery(rows: number): Sql {
  const row = sql`i`;
  const person = sql`p`;
  return sql`SELECT i + 1 AS id, ${firstNameOf(person)} AS first_name, ${lastNameOf(person)} AS last_name, ${emailOf(row)} AS email, ${phoneOf(person)} AS phone, ${pickText(person, 6, companies)} AS company, ${pickText(person, 7, titles)} AS job_title, ${pickText(row, 8, countries)} AS country, ${pickText(row, 9, stages)} AS lifecycle_stage, CASE WHEN ${happens(row, 10, 8)} THEN NULL ELSE ${randomNumber(row, 11)} % 101 END AS lead_score, ${pickText(row, 12, consents)} AS consent, ${signupDateOf(row, person)} AS signup_date, TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_seconds(${randomNumber(row, 13)} % 25920000) AS updated_at FROM (SELECT i, p, ${cleanEmailOf(person)} AS clean_email FROM (SELECT i, ${personOf(row)} AS p FROM range(${literal(rows)}) AS r(i)))`;
}

function emailOf(row: Sql): Sql {
  const noise = randomNumber(row, 5);
  return sql`CASE ${noise} % 50 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'n/a' WHEN 3 THEN replace(clean_email, '@', '') WHEN 4 THEN replace(clean_email, '@', '@@') WHEN 5 THEN upper(clean_email) WHEN 6 THEN clean_email || ' ' WHEN 7 THEN ' ' || clean_email WHEN 8 THEN upper(clean_email[1]) || clean_email[2:] ELSE clean_email END`;
}

function phoneOf(person: Sql): Sql {
  const digits = sql`lpad((${randomNumber(person, 14)} % 100000000)::VARCHAR, 8, '0')`;
  return sql`CASE ${randomNumber(person, 15)} % 6 WHEN 0 THEN NULL WHEN 1 THEN '+34 6' || ${digits} WHEN 2 THEN '0034-6' || ${digits} WHEN 3 THEN '6' || ${digits} WHEN 4 THEN '(+49) 1' || ${digits} ELSE '+346' || ${digits} END`;
}

function signupDateOf(row: Sql, person: Sql): Sql {
  const day = sql`(DATE '2023-01-01' + (${randomNumber(person, 16)} % 1300)::INTEGER)`;
  return sql`CASE ${randomNumber(row, 17)} % 10 WHEN 0 THEN strftime(${day}, '%d/%m/%Y') WHEN 1 THEN strftime(${day}, '%d.%m.%Y') WHEN 2 THEN strftime(${day}, '%b %d, %Y') WHEN 3 THEN NULL ELSE strftime(${day}, '%Y-%m-%d') END`;
}
