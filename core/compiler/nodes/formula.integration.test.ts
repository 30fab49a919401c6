import { describe, expect, it } from 'vitest';
import { problemsOf, runNode } from '../run-node.test-kit.ts';

describe('formula', () => {
  it('replaces columns in place and adds new ones last, each from the input', async () => {
    const { text, fields, rows } = await runNode(
      'formula',
      {
        columns: [
          { name: 'Año "alta"', formula: 'YEAR([day])' },
          { name: 'email', formula: 'LOWER(TRIM([email]))' },
          { name: 'copy', formula: '[email]' },
          { name: 'when', formula: 'NOW()' },
        ],
      },
      {
        fields: { email: 'text', day: 'date' },
        rows: [
          [' Ñandú@Example.com ', '2026-02-03'],
          [null, null],
        ],
      },
    );
    expect(text).toMatchInlineSnapshot(
      `"SELECT lower(trim(regexp_replace("email", $1::VARCHAR, ' ', 'g'))) AS "email", "day" AS "day", year("day") AS "Año ""alta""", "email" AS "copy", CAST($2::VARCHAR AS TIMESTAMP WITH TIME ZONE) AS "when" FROM "in_1""`,
    );
    expect(fields.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'email: text',
      'day: date',
      'Año "alta": integer',
      'copy: text',
      'when: datetime',
    ]);
    expect(rows).toEqual([
      ['ñandú@example.com', '2026-02-03', '2026', ' Ñandú@Example.com ', '2026-11-05 10:00:00+00'],
      [null, null, null, null, '2026-11-05 10:00:00+00'],
    ]);
  });

  it('places the error of a formula on its field, with what to write instead', () => {
    const columns = [{ name: 'x', formula: 'LOWER([Emial])' }];
    expect(problemsOf('formula', { columns }, { Email: 'text' })[0]).toMatchObject({
      code: 'formula_invalid',
      params: { formulaCode: 'unknown_field', start: 6, end: 13 },
      field: 'columns.0.formula',
      suggestion: '[Email]',
    });
  });

  it('refuses a name that differs from another by case only', () => {
    const columns = [{ name: 'EMAIL', formula: '1' }];
    expect(problemsOf('formula', { columns }, { Email: 'text' })).toEqual([
      { code: 'field_name_repeated', params: { name: 'EMAIL' }, field: 'columns.0.name' },
    ]);
  });
});
