import { describe, expect, it } from 'vitest';
import { mapField, settleType, takeOverAll } from './apply-change.ts';
import { compareFields, type FieldChange } from './compare-fields.ts';
import type { FoundField, FoundShape } from './found-shape.ts';
import type { SourceField } from './nodes/source-field.ts';
import { suggestRenames } from './suggest-renames.ts';

const held = (...fields: [name: string, type?: SourceField['type'], more?: Partial<SourceField>][]): SourceField[] =>
  fields.map(([name, type = 'text', more]) => ({ name, type, ...more }));

function shape(
  certainty: FoundField['certainty'],
  records: number,
  ...fields: [string, FoundField['type']?][]
): FoundShape {
  const found = fields.map(([name, type = 'text']): FoundField => ({ name, type, path: [name], certainty }));
  return { fields: found, told: certainty === 'told', records };
}

const texts = (changes: readonly FieldChange[]) =>
  changes.map((change) => `${change.kind} ${change.kind === 'added' ? change.found.name : change.field.name}`);

describe('what has changed in a source', () => {
  it('is told by place, whatever a field is called here', () => {
    const fields = held(['Remark', 'text', { path: ['note'] }], ['gone']);
    expect(texts(compareFields(fields, shape('told', 0, ['note'], ['new'])))).toEqual(['missing gone', 'added new']);
    expect(texts(compareFields(fields, shape('told', 0, ['note'], ['new']), [['new']]))).toEqual(['missing gone']);
  });

  it('tells columns of one name apart by their order', () => {
    const twins = held(['Name'], ['Name 2', 'text', { path: ['Name'] }]);
    const found = shape('told', 0, ['Name'], ['Name']);
    expect(compareFields(twins, found)).toEqual([]);
    expect(texts(compareFields(twins, shape('told', 0, ['Name'])))).toEqual(['missing Name 2']);
  });

  it.each([
    ['a table that says so', 'integer', 'told', 'decimal', true],
    ['whole numbers among decimals', 'decimal', 'seen', 'integer', false],
    ['fractions among whole numbers', 'integer', 'seen', 'decimal', true],
    ['anything as text', 'text', 'seen', 'date', false],
    ['values that tell nothing', 'integer', 'unclear', 'text', false],
  ] as const)('knows another type: %s', (_name, type, certainty, found, isChange) => {
    const changes = compareFields(held(['a', type]), shape(certainty, 100, ['a', found]));
    expect(texts(changes)).toEqual(isChange ? ['retyped a'] : []);
  });

  it('is not what somebody chose: a type stays until the source itself has another', () => {
    const chosen = held(['a', 'integer', { found: 'text' }]);
    expect(compareFields(chosen, shape('told', 0, ['a', 'text']))).toEqual([]);
    expect(texts(compareFields(chosen, shape('told', 0, ['a', 'date'])))).toEqual(['retyped a']);
  });

  it.each([
    ['one record that leaves a blank out', 1, ['id'], []],
    ['twenty that do', 20, ['id'], ['missing phone']],
    ['one that has another key in its place', 1, ['id', 'phone_number'], ['missing phone', 'added phone_number']],
    ['no record at all', 0, ['id', 'phone_number'], ['added phone_number']],
  ] as const)('waits until records tell that a key is gone: %s', (_name, records, keys, expected) => {
    const found = shape('seen', records, ...keys.map((key): [string] => [key]));
    expect(texts(compareFields(held(['id'], ['phone']), found))).toEqual(expected);
  });
});

describe('names that look alike', () => {
  const suggest = (gone: string, added: string[], share?: number) => {
    const changes = compareFields(held([gone]), shape('told', 0, ...added.map((name): [string] => [name])));
    const overlaps = share === undefined ? [] : [{ field: gone, found: added[0] ?? '', share }];
    return suggestRenames(changes, overlaps).map(({ found, confidence }) => [found.name, Math.round(confidence * 100)]);
  };

  it.each([
    ['phone', ['city', 'phone_number'], [['phone_number', 84]]],
    ['Correo electrónico', ['correo_electronico'], [['correo_electronico', 100]]],
    ['firstName', ['first_name'], [['first_name', 100]]],
    ['phone', ['created_at'], []],
  ])('%s among %j', (gone, added, expected) => {
    expect(suggest(gone, added)).toEqual(expected);
  });

  it('are trusted more when their values agree, and less when they do not', () => {
    expect(suggest('phone', ['mobile'])).toEqual([]);
    expect(suggest('phone', ['mobile'], 1)).toEqual([['mobile', 67]]);
    expect(suggest('phone', ['phone_number'], 0)).toEqual([]);
  });
});

describe('taking over', () => {
  const fields = held(['id', 'integer'], ['phone'], ['score', 'integer']);
  const found = shape('told', 0, ['id', 'integer'], ['phone_number'], ['score', 'decimal'], ['Score 2']);
  const changes = compareFields(fields, found);

  it('all of it keeps every name that later steps go by', () => {
    expect(takeOverAll(fields, changes, suggestRenames(changes))).toEqual([
      { name: 'id', type: 'integer' },
      { name: 'phone', type: 'text', path: ['phone_number'] },
      { name: 'score', type: 'decimal' },
      { name: 'Score 2', type: 'text' },
    ]);
  });

  it('leaves nothing to tell, one by one', () => {
    const [, phone] = fields;
    const retyped = changes.find((change) => change.kind === 'retyped');
    const renamed = found.fields.find(({ name }) => name === 'phone_number');
    if (phone === undefined || renamed === undefined || retyped?.kind !== 'retyped') throw new Error('not found');
    const settled = settleType(mapField(fields, phone, renamed), retyped, 'keep');
    expect(texts(compareFields(settled, found, [['Score 2']]))).toEqual([]);
  });
});
