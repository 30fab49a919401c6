import type { Since } from '#connectors/kit/connector.ts';
import { type MysqlType, readingExpression, toFieldType } from './map-mysql-type.ts';
import { quoteText } from './quote.ts';

/**
 * The condition for rows from the value on, and for those that have none; empty where everything is wanted, and where
 * the server compares in another way than the engine, which then leaves out what is known.
 */
export function composeSince(since: Since | null | undefined, column: string, type: MysqlType): string {
  if (since?.from == null || type.binary) return '';
  switch (toFieldType(type)) {
    case 'integer':
    case 'decimal':
    case 'number':
      return composeNumber(since.from, readingExpression(column, type));
    case 'date':
    case 'datetime':
      return composeMoment(since.from, column);
    case 'text': {
      // Byte by byte, as the engine does it, whatever the language of the column.
      const bytes = (text: string) => `CAST(${text} AS BINARY)`;
      const text = `CONVERT(${readingExpression(column, type)} USING utf8mb4)`;
      return ` WHERE (${bytes(text)} >= ${bytes(quoteText(since.from))} OR ${column} IS NULL)`;
    }
    default:
      return '';
  }
}

function composeNumber(from: string, column: string): string {
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(from)) return '';
  return ` WHERE (${column} >= ${from} OR ${column} IS NULL)`;
}

/** A date of zeros is read as none; it comes before every other, and so is found by an index. */
function composeMoment(from: string, column: string): string {
  const [, date, time = '00:00:00'] =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d(?:\.\d{1,6})?)(?:Z|\+00(?::?00)?)?)?$/.exec(from) ?? [];
  if (date === undefined) return '';
  return ` WHERE (${column} >= TIMESTAMP'${date} ${time}' OR ${column} IS NULL OR ${column} < TIMESTAMP'0001-01-01 00:00:00')`;
}
