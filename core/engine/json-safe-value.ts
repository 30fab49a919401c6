import {
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValueConverter,
  type Json,
  JsonDuckDBValueConverter,
} from '@duckdb/node-api';

/** A cell as a JSON value: exact numbers and dates as text, datetimes as ISO 8601 (`…Z` where a zone is known). */
export const toJsonSafeValue: DuckDBValueConverter<Json> = (value, type, converter) => {
  if (value instanceof DuckDBTimestampTZValue) return toIsoText(new DuckDBTimestampValue(value.micros), 'Z');
  if (value instanceof DuckDBTimestampValue) return toIsoText(value, '');
  return JsonDuckDBValueConverter(value, type, converter);
};

function toIsoText(value: DuckDBTimestampValue, zone: string): string {
  return value.isFinite ? `${value.toString().replace(' ', 'T')}${zone}` : value.toString();
}
