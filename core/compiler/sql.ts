/**
 * SQL as data. User text only ever becomes a bound value or a quoted identifier;
 * the sole way to put literal SQL into a fragment is the static text of a `sql` template. A query that an expert writes
 * is a part of its own, which does not render until the engine's guard has passed it.
 */

/** A value the engine binds to a `$n` placeholder. Numbers bind as DOUBLE, bigints as BIGINT. */
export type SqlValue = string | number | bigint | boolean | null;

/** A query written by a user, and the names of the relations that it may read. */
export interface ExpertSql {
  readonly query: string;
  readonly relations: readonly string[];
}

type SqlPart =
  | { readonly text: string }
  | { readonly identifier: string }
  | { readonly value: SqlValue }
  | { readonly expert: ExpertSql };

/** An immutable piece of SQL that composes with others and renders once, at the end. */
export interface Sql {
  readonly parts: readonly SqlPart[];
}

/** Text with `$1…$n` and the values for them, ready for a prepared statement. */
export interface SqlQuery {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** Template tag: interpolations are fragments (inlined) or plain values (bound). */
export function sql(strings: TemplateStringsArray, ...interpolations: readonly (Sql | SqlValue)[]): Sql {
  const parts: SqlPart[] = [];
  strings.forEach((text, index) => {
    if (text !== '') parts.push({ text });
    if (index >= interpolations.length) return;
    const piece = interpolations[index] as Sql | SqlValue;
    if (isSql(piece)) parts.push(...piece.parts);
    else parts.push({ value: piece });
  });
  return { parts };
}

/** A quoted identifier: any text is a legal column or table name. */
export function identifier(name: string): Sql {
  return { parts: [{ identifier: name }] };
}

/** Whether the fragment is nothing but a column, which costs nothing to mention again. */
export function isIdentifier({ parts }: Sql): boolean {
  const [first] = parts;
  return parts.length === 1 && first !== undefined && 'identifier' in first;
}

/** A query written by a user, in its place. */
export function expertSql(query: string, relations: readonly string[]): Sql {
  return { parts: [{ expert: { query, relations } }] };
}

/** The queries of users in a fragment. */
export function listExpertSql({ parts }: Sql): ExpertSql[] {
  return parts.flatMap((part) => ('expert' in part ? [part.expert] : []));
}

/** The fragment with the queries of users as text. Only for the engine's guard, once it has passed all of them. */
export function releaseExpertSql({ parts }: Sql): Sql {
  // The line break ends a comment at the end of the query.
  return { parts: parts.map((part) => ('expert' in part ? { text: `${part.expert.query}\n` } : part)) };
}

/** Joins fragments with static separator text, `, ` by default. */
export function joinSql(fragments: readonly Sql[], separator = ', '): Sql {
  const parts: SqlPart[] = [];
  fragments.forEach((fragment, index) => {
    if (index > 0) parts.push({ text: separator });
    parts.push(...fragment.parts);
  });
  return { parts };
}

/**
 * Renders a fragment; equal values share one placeholder so that repeated expressions stay recognisable as equal.
 * `bound` are the values of the text that it will be joined with; they come first among those of the answer.
 */
export function renderSql(fragment: Sql, bound: readonly SqlValue[] = []): SqlQuery {
  const values: SqlValue[] = [...bound];
  const text = fragment.parts
    .map((part) => {
      if ('text' in part) return part.text;
      if ('expert' in part) throw new Error('A query of a user was not looked at by the guard');
      if ('identifier' in part) return quoteIdentifier(part.identifier);
      let index = values.findIndex((value) => Object.is(value, part.value));
      if (index < 0) index = values.push(part.value) - 1;
      return `$${index + 1}`;
    })
    .join('');
  return { text, values };
}

function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function isSql(piece: Sql | SqlValue): piece is Sql {
  return typeof piece === 'object' && piece !== null && 'parts' in piece;
}
