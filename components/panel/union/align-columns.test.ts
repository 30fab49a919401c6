import { expect, it } from 'vitest';
import {
  alignColumns,
  listLeftOut,
  placeField,
  restoreField,
  suggestMatches,
  type UnionInput,
} from './align-columns.ts';

function input(edge: string, ...names: string[]): UnionInput {
  return { edge, name: edge, fields: names.map((name) => ({ name, type: 'text' })) };
}

const inputs = [input('a', 'E-mail', 'Teléfono', 'city'), input('b', 'email', 'telefono', 'CITY', 'extra')];

function show(mapping: Parameters<typeof alignColumns>[1]): string[] {
  return alignColumns(inputs, mapping).map(
    ({ name, sources }) => `${name}: ${sources.map((source) => source ?? '-').join(' ')}`,
  );
}

it('aligns by name whatever its case', () => {
  expect(show([])).toEqual([
    'E-mail: E-mail -',
    'Teléfono: Teléfono -',
    'city: city CITY',
    'email: - email',
    'telefono: - telefono',
    'extra: - extra',
  ]);
});

it('suggests names that differ only in accents, dashes and spaces, and nothing twice', () => {
  const suggested = suggestMatches(inputs, []);
  expect(show(suggested)).toEqual([
    'E-mail: E-mail email',
    'Teléfono: Teléfono telefono',
    'city: city CITY',
    'extra: - extra',
  ]);
  expect(suggestMatches(inputs, suggested)).toEqual([]);
});

it('puts a field where it is told to, and what stood there aside', () => {
  const city = { name: 'city', sources: ['city', 'CITY'] };
  const placed = placeField([], 'b', city, 1, 'extra');
  expect(show(placed)).toContain('city: city extra');
  expect(listLeftOut(inputs, placed)).toEqual([{ edge: 'b', field: 'CITY' }]);
  expect(listLeftOut(inputs, restoreField(placed, 'b', 'CITY'))).toEqual([]);
  const blank = placeField(placed, 'b', { name: 'city', sources: ['city', 'extra'] }, 1, null);
  expect(show(blank)).toContain('city: city -');
  expect(show(blank)).toContain('extra: - extra');
  expect(placeField(placed, 'b', { name: 'city', sources: ['city', 'extra'] }, 1, 'extra')).toBe(placed);
});
