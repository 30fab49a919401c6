import { expect, it } from 'vitest';
import { type FieldType, fieldTypes } from '#core/graph/field-type.ts';
import { fromDuckDbType, toDuckDbType } from './duckdb-type.ts';

it('finds every field type again in the engine', () => {
  expect(fieldTypes.map((type) => fromDuckDbType(toDuckDbType(type)))).toEqual([...fieldTypes]);
});

it.each<[FieldType, string[]]>([
  ['integer', ['TINYINT', 'INTEGER', 'UINTEGER', 'bigint']],
  ['decimal', ['DECIMAL(18,3)', 'UBIGINT', 'HUGEINT', 'UHUGEINT', 'BIGNUM']],
  ['number', ['FLOAT', 'DOUBLE']],
  ['datetime', ['TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS', 'TIMESTAMP WITH TIME ZONE']],
  ['json', ['STRUCT(a INTEGER, "b)" VARCHAR)', 'VARCHAR[]', 'INTEGER[3]', 'STRUCT(a DATE)[]', 'MAP(VARCHAR, DATE)']],
  ['text', ["ENUM('a', 'b[]')", 'UUID', 'BLOB', 'TIME', 'TIME WITH TIME ZONE', 'INTERVAL', 'BIT', 'SOMETHING NEW']],
])('reads as %s: %j', (type, names) => {
  expect(names.map(fromDuckDbType)).toEqual(names.map(() => type));
});
