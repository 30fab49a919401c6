import { describe, expect, it } from 'vitest';
import type { Grid } from '#core/contracts/pipelines.ts';
import { profileColumn } from './profile-column.ts';

function gridOf(type: Grid['fields'][number]['type'], values: unknown[]): Grid {
  return { fields: [{ name: 'column', type }], rows: values.map((value) => [value]), rowCount: values.length };
}

describe('profileColumn', () => {
  it('counts blanks and different values, and ranks the frequent ones', () => {
    const profile = profileColumn(gridOf('text', ['ES', 'ES', null, 'DE', '']), 0);
    expect(profile).toMatchObject({ rows: 5, blank: 1, distinct: 3, histogram: null });
    expect(profile.common[0]).toEqual({ value: 'ES', rows: 2 });
  });

  it('spreads numbers from the lowest to the highest, with the highest in the last part', () => {
    const profile = profileColumn(gridOf('integer', ['-10', '0', '110', '110']), 0);
    expect(profile).toMatchObject({ lowest: '-10', highest: '110' });
    expect(profile.histogram).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
  });

  it.each([
    ['date', ['2026-01-01', '2026-12-31']],
    ['datetime', ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00.5Z']],
    ['decimal', ['0.10', '99.90']],
  ] as const)('spreads values of type %s', (type, values) => {
    expect(profileColumn(gridOf(type, [...values]), 0).histogram).toEqual([1, ...Array(10).fill(0), 1]);
  });

  it('draws nothing where all values are one, or none is a number', () => {
    expect(profileColumn(gridOf('integer', ['7', '7', null]), 0).histogram).toBeNull();
    expect(profileColumn(gridOf('number', ['NaN', 'Infinity']), 0).histogram).toBeNull();
    expect(profileColumn(gridOf('date', []), 0)).toMatchObject({ rows: 0, distinct: 0, histogram: null });
  });
});
