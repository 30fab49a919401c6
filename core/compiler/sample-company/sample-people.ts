import { type Sql, sql } from '../sql.ts';
import { happens, pickText, randomNumber } from './sample-random.ts';

const firstNames = [
  ...['Ana', 'José', 'María', 'Íñigo', 'Lucía', 'Zoë', 'François', 'Søren', 'Jürgen', 'Chloé', 'Nuño', 'Begoña'],
  ...['Emma', 'Liam', 'Olivia', 'Noah', 'Amélie', 'Björn', 'Łukasz', 'Aisha', 'Wei', 'Priya', 'Kwame', 'Yuki'],
];
const lastNames = [
  ...['García', 'Muñoz', 'Fernández', 'Peña', "O'Connor", 'Müller', 'Åberg', 'Dupont', 'Rossi', 'Novák', 'Smith'],
  ...['Johnson', 'Brown', 'de la Cruz', 'Çelik', 'Kowalski', 'Haddad', 'Chen', 'Patel', 'Mensah', 'Tanaka', 'Silva'],
];

/** The person a row is about: about one row in six repeats an earlier person. */
export function personOf(row: Sql): Sql {
  return sql`CASE WHEN ${row} > 5 AND ${happens(row, 1, 17)} THEN ${randomNumber(row, 2)} % ${row} ELSE ${row} END`;
}

export function firstNameOf(person: Sql): Sql {
  return pickText(person, 3, firstNames);
}

export function lastNameOf(person: Sql): Sql {
  return pickText(person, 4, lastNames);
}

/** The clean address; rows write it with noise. Unique per person. */
export function cleanEmailOf(person: Sql): Sql {
  const plain = (name: Sql) => sql`regexp_replace(lower(strip_accents(${name})), '[^a-z]', '', 'g')`;
  return sql`${plain(firstNameOf(person))} || '.' || ${plain(lastNameOf(person))} || ${person}::VARCHAR || '@example.com'`;
}
