import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleDatasets } from '#core/graph/nodes/sample-source.ts';
import { fromDuckDbType, toDuckDbType } from '../duckdb-type.ts';
import { renderSql, type SqlValue } from '../sql.ts';
import { sampleFields } from './sample-fields.ts';
import { sampleQuery } from './sample-query.ts';

type Row = Record<string, unknown>;
let query: (text: string, values?: readonly SqlValue[]) => Promise<Row[]>;

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run("SET TimeZone = 'UTC'");
  query = async (text, values = []) => {
    const reader = await connection.runAndReadAll(text, [...values]);
    return reader.getRowObjectsJson() as Row[];
  };
});

describe('sampleQuery', () => {
  it.each(sampleDatasets)('makes %s with the declared fields', async (dataset) => {
    const { text, values } = renderSql(sampleQuery(dataset, 1000));
    const described = await query(`DESCRIBE ${text}`, values);
    const fields = described.map((row) => ({ name: row.column_name, type: fromDuckDbType(String(row.column_type)) }));
    expect(fields).toEqual(sampleFields[dataset]);
    const [counted] = await query(`SELECT count(*)::INTEGER AS n FROM (${text})`, values);
    expect(counted?.n).toBe(1000);
    expect(toDuckDbType('integer')).toBe('BIGINT');
  });

  it('makes the same rows on every machine, and a longer dataset begins with the shorter one', async () => {
    const digestOf = async (rows: number) => {
      const { text, values } = renderSql(sampleQuery('contacts', rows));
      const [row] = await query(
        `SELECT md5(string_agg(c::VARCHAR, '|' ORDER BY c.id)) AS digest FROM (${text}) c WHERE c.id <= 500`,
        values,
      );
      return row?.digest;
    };
    expect(await digestOf(500)).toBe(await digestOf(2000));
    expect(await digestOf(500)).toMatchInlineSnapshot(`"8deb1701a41e46090dd6daa945e1b534"`);
  });

  it('is messy in the ways the product mends', async () => {
    const { text, values } = renderSql(sampleQuery('contacts', 20_000));
    const [row] = await query(
      `SELECT count(*) FILTER (WHERE trim(coalesce(email, '')) = '')::INTEGER AS blank,
        count(*) FILTER (WHERE email LIKE '%@@%' OR email NOT LIKE '%@%')::INTEGER AS bad,
        (count(email) - count(DISTINCT lower(trim(email))))::INTEGER AS repeated,
        count(DISTINCT regexp_replace(signup_date, '[0-9A-Za-z]+', 'x', 'g'))::INTEGER AS date_shapes
       FROM (${text})`,
      values,
    );
    const { blank, bad, repeated, date_shapes } = row as Record<string, number>;
    expect(blank).toBeGreaterThan(400);
    expect(bad).toBeGreaterThan(800);
    expect(repeated).toBeGreaterThan(2000);
    expect(date_shapes).toBe(4);
  });
});
