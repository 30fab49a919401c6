import { describe, expect, it } from 'vitest';
import type { Field } from '#core/graph/field-type.ts';
import { compareNames } from './compare-names.ts';
import { decideRequired, findDrift } from './find-drift.ts';
import { mapField, mapValue, putEntry } from './map-field.ts';
import { suggestSources } from './suggest-sources.ts';
import { suggestValues } from './suggest-values.ts';
import { countMapped, orderTargetFields, type TargetField } from './target-field.ts';

function target(name: string, more: Partial<TargetField> = {}): TargetField {
  return { name, typeName: 'text', type: 'text', required: false, key: false, values: null, ...more };
}

function text(...names: string[]): Field[] {
  return names.map((name) => ({ name, type: 'text' }));
}

describe('compareNames', () => {
  it.each([
    ['First name', 'first_name'],
    ['Correo', 'email'],
    ['e-mail', 'Email address'],
    ['apellidos', 'last_name'],
    ['created_at', 'fecha de alta'],
    ['contact_phone', 'teléfono'],
  ])('takes %s for %s', (left, right) => {
    expect(compareNames(left, right)).toBeGreaterThanOrEqual(0.9);
  });

  it.each([
    ['email', 'country'],
    ['first_name', 'last_name'],
    ['score', 'notes'],
    ['', 'x'],
  ])('does not take %s for %s', (left, right) => {
    expect(compareNames(left, right)).toBeLessThan(0.6);
  });
});

describe('suggestSources', () => {
  const targets = [
    target('email', { key: true }),
    target('last_name'),
    target('plan', { values: ['free', 'pro'] }),
    target('joined_on', { type: 'date' }),
    target('score', { type: 'integer' }),
  ];
  const kinds = (suggestions: ReturnType<typeof suggestSources>) =>
    Object.fromEntries(suggestions.map(({ column, field, kind }) => [column, `${field}: ${kind}`]));

  it('tells same names from likely and possible pairs, and suggests each field once', () => {
    const values: Record<string, string[]> = { tier: ['Free', 'Pro', 'Pro'], joined: ['2026-01-31'] };
    const found = suggestSources(
      targets,
      text('E-mail', 'apellidos', 'tier', 'joined', 'last_seen'),
      [],
      (name) => values[name] ?? [],
    );
    expect(kinds(found)).toMatchObject({
      email: 'E-mail: same',
      last_name: 'apellidos: likely',
      plan: 'tier: likely',
      joined_on: 'joined: likely',
    });
    expect(new Set(found.map(({ field }) => field)).size).toBe(found.length);
  });

  it('believes the values more than the name, and suggests nothing that could never be converted', () => {
    const mail = suggestSources([target('email')], text('mail'), [], () => ['x', 'y', 'z']);
    expect(mail[0]?.kind).not.toBe('likely');
    expect(suggestSources([target('score', { type: 'integer' })], [{ name: 'score', type: 'date' }], [])).toEqual([]);
  });

  it('passes over what is mapped on either side', () => {
    const mapping = [{ field: 'apellidos', column: 'email' }];
    expect(kinds(suggestSources(targets, text('email', 'apellidos'), mapping))).toEqual({});
  });
});

it('puts what must be filled first, then keys, and counts what is missing', () => {
  const fields = [target('a'), target('id', { key: true }), target('b', { required: true }), target('c')];
  expect(orderTargetFields(fields).map(({ name }) => name)).toEqual(['b', 'id', 'a', 'c']);
  expect(countMapped(fields, [{ field: 'x', column: 'a' }])).toEqual({ mapped: 1, total: 4, missing: 1 });
});

it('names values by their spelling and by what they mean', () => {
  expect(suggestValues(['PRO', 'Enterprize', 'zzz'], ['free', 'pro', 'enterprise'])).toEqual([
    { from: 'PRO', to: 'pro' },
    { from: 'Enterprize', to: 'enterprise' },
  ]);
});

it('keeps what was said about a column when it is filled from elsewhere', () => {
  const day = target('day', { type: 'date', typeName: 'date' });
  const first = mapField(day, { name: 'when', type: 'text' }, 'when', undefined);
  expect(first).toEqual({ column: 'day', field: 'when', cast: 'date', columnType: 'date' });
  const formula = mapValue(day, { formula: 'TODAY()' }, { ...first, policy: 'only_if_empty' });
  expect(formula).toEqual({ ...first, field: '', formula: 'TODAY()', policy: 'only_if_empty' });
  expect(mapField(day, { name: 'd', type: 'date' }, 'd', formula)).toEqual({
    ...{ column: 'day', field: 'd', columnType: 'date', policy: 'only_if_empty' },
  });
  expect(putEntry([first], formula)).toEqual([formula]);
});

it('says what changed on either side since it was mapped, with what stands there now', () => {
  const mapping = [
    { field: 'phone', column: 'phone' },
    { field: 'city', column: 'town' },
    { field: 'age', column: 'age', columnType: 'integer' },
    { field: '', column: 'origin', fixed: 'x' },
  ];
  const targets = [target('phone'), target('towns'), target('age', { typeName: 'numeric' }), target('origin')];
  expect(findDrift(mapping, text('phone_number', 'city', 'age'), targets)).toEqual([
    { kind: 'source', index: 0, name: 'phone', suggestion: 'phone_number' },
    { kind: 'target', index: 1, name: 'town', suggestion: 'towns' },
    { kind: 'type', index: 2, name: 'age', was: 'integer', is: 'numeric' },
  ]);
  // The control: a side that is not known yet is not taken for an empty one.
  expect(findDrift(mapping, [], null)).toEqual([]);
});

it('says which columns have to be filled now that had not to be, until somebody has dealt with each', () => {
  const mapping = [{ field: 'phone', column: 'phone' }];
  const targets = [target('phone'), target('city'), target('id')].map((each) => ({ ...each, required: true }));
  const fields = text('phone', 'city');
  expect(findDrift(mapping, fields, targets, ['id'])).toEqual([
    { kind: 'required', index: 0, name: 'phone', isMapped: true, suggestion: null },
    { kind: 'required', index: -1, name: 'city', isMapped: false, suggestion: 'city' },
  ]);
  const filled = [...mapping, { field: 'city', column: 'city' }];
  expect(decideRequired(targets, filled, { mapping, decided: ['id'] })).toEqual(['city', 'id']);
  // Another edit decides nothing about them.
  expect(decideRequired(targets, mapping, { mapping, decided: ['id'] })).toEqual(['id']);
  // The controls: a mapping from before this was kept, and a first one.
  expect(findDrift(mapping, fields, targets)).toEqual([]);
  expect(decideRequired(targets, mapping, { mapping: [], decided: undefined })).toEqual(['phone', 'city', 'id']);
});
