import { describe, expect, it } from 'vitest';
import type { Grid } from '#core/contracts/pipelines.ts';
import { findPersonalColumns, maskValue } from './personal-data.ts';

function columnsOf(columns: Record<string, string[]>): Grid {
  const names = Object.keys(columns);
  const rows = (columns[names[0] ?? ''] ?? []).map((_, row) => names.map((name) => columns[name]?.[row] ?? null));
  return { fields: names.map((name) => ({ name, type: 'text' })), rows, rowCount: rows.length };
}

describe('findPersonalColumns', () => {
  it.each(['email', 'E-mail', 'first_name', 'Teléfono', 'contact.email', 'birth_date'])(
    'knows %s by its name',
    (name) => {
      expect(findPersonalColumns(columnsOf({ [name]: ['x'] }))).toEqual([true]);
    },
  );

  it.each(['company', 'country', 'shipping', 'description', 'hotel', 'product_name'])('lets %s be', (name) => {
    expect(findPersonalColumns(columnsOf({ [name]: ['x'] }))).toEqual([false]);
  });

  it('knows addresses and phone numbers by their values, and no other numbers', () => {
    const grid = columnsOf({
      a: ['ana@example.com', 'b@example.org', ''],
      b: ['+34 600 100 200', '(+49) 1430-4241', '600 100 200'],
      c: ['123456789', '987654321', '555666777'],
      d: ['2026-01-02', '2026-01-03', '2026-01-04'],
    });
    expect(findPersonalColumns(grid)).toEqual([true, true, false, false]);
  });
});

describe('maskValue', () => {
  it('leaves the first letter and the domain', () => {
    expect(maskValue('ana.garcia@example.com')).toBe('a•••@example.com');
    expect(maskValue(' Íñigo')).toBe('Í•••');
    expect(maskValue('')).toBe('');
    expect(maskValue('@handle')).toBe('@•••');
  });
});
