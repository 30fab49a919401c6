import { z } from 'zod';
import { checkChosen } from '../check-names.ts';
import { defineNode } from '../node-definition.ts';
import type { Problem } from '../problem.ts';

const settings = z.strictObject({
  /** `key` is the name in the object. */
  fields: z.array(z.strictObject({ field: z.string().max(200), key: z.string().max(200) })).max(500),
  name: z.string().max(200),
  /** Whether blank values are left out of the object; else they are null. */
  skipBlank: z.boolean(),
  /** Whether the columns that went into the object stay. */
  keepSources: z.boolean(),
});

export type BuildJsonSettings = z.infer<typeof settings>;

/** Puts the values of several columns into one object. */
export const buildJson = defineNode<BuildJsonSettings>({
  kind: 'build-json',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { fields: [], name: '', skipBlank: false, keepSources: true },
  check: ({ fields, name }) => {
    if (fields.length === 0) return [{ code: 'fields_missing', field: 'fields', severity: 'error' }];
    const nameless: Omit<Problem, 'nodeId'>[] =
      name === '' ? [{ code: 'name_missing', field: 'name', severity: 'error' }] : [];
    const chosen = checkChosen(fields.map(({ field }, index) => ({ value: field, path: `fields.${index}.field` })));
    return [...nameless, ...chosen, ...checkKeys(fields)];
  },
  summarize: ({ fields, name }) =>
    fields.length === 0
      ? { key: 'empty' }
      : { key: 'object', values: { name, keys: fields.map(({ key }) => key).join(', ') } },
});

/** Unlike columns, keys that differ in case are different. */
function checkKeys(fields: BuildJsonSettings['fields']): Omit<Problem, 'nodeId'>[] {
  return fields.flatMap(({ key }, index): Omit<Problem, 'nodeId'>[] => {
    const field = `fields.${index}.key`;
    if (key === '') return [{ code: 'name_missing', field, severity: 'error' }];
    const isRepeated = fields.findIndex((other) => other.key === key) < index;
    return isRepeated ? [{ code: 'key_repeated', params: { name: key }, field, severity: 'error' }] : [];
  });
}
