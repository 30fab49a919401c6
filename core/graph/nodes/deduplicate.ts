import { z } from 'zod';
import { checkChosen, checkNames } from '../check-names.ts';
import { defineNode } from '../node-definition.ts';
import type { Problem } from '../problem.ts';

/** Which of the values of merged rows a field takes; blank ones never count. `newest` goes by `orderBy`. */
export const mergeRules = ['newest', 'first', 'last', 'longest', 'commonest', 'list'] as const;

export type MergeRule = (typeof mergeRules)[number];

const name = z.string().max(200);

const settings = z.strictObject({
  keys: z.array(name).max(20),
  /** Text keys are compared trimmed and without upper and lower case. */
  ignoreCase: z.boolean(),
  /**
   * Which of equal rows stays, in the order of `orderBy`; without it, in input order. `complete`: the one with the fewest
   * blanks, of several the highest or first. `merge`: one row made of all. `all`: every row, with the group it is in.
   */
  keep: z.enum(['first', 'last', 'complete', 'merge', 'all']),
  orderBy: name,
  /** Rows with a blank key: all kept (a missing e-mail is not a duplicate), or all but one removed. */
  blankKeys: z.enum(['keep', 'merge']),
  /** What makes rows the same: equal keys, or names and addresses that are alike. */
  match: z.enum(['keys', 'people']).default('keys'),
  people: z
    .strictObject({
      /** Parts of the name, such as first and last name. */
      names: z.array(name).max(4),
      email: name,
      phone: name,
      /** Percent, from which on two rows are one person. */
      threshold: z.number().int().min(50).max(100),
    })
    .default({ names: [], email: '', phone: '', threshold: 92 }),
  /** How fields are merged. */
  take: z.enum(mergeRules).default('newest'),
  /** Fields that are merged in another way. */
  fields: z
    .array(z.strictObject({ field: name, take: z.enum(mergeRules) }))
    .max(200)
    .default([]),
  separator: z.string().max(20).default(', '),
  /** Columns with the number of the group, and with how alike its rows are; empty: none. */
  groupName: name.default(''),
  scoreName: name.default(''),
});

export type DeduplicateSettings = z.infer<typeof settings>;

/** Keeps one row per key, or per person. */
export const deduplicate = defineNode<DeduplicateSettings>({
  kind: 'deduplicate',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: {
    keys: [],
    ignoreCase: true,
    keep: 'first',
    orderBy: '',
    blankKeys: 'keep',
    match: 'keys',
    people: { names: [], email: '', phone: '', threshold: 92 },
    take: 'newest',
    fields: [],
    separator: ', ',
    groupName: '',
    scoreName: '',
  },
  check: ({ keys, keep, match, people, fields, groupName, scoreName }) => {
    const problem = (code: string, field: string) => [{ code, field, severity: 'error' as const }];
    if (match === 'keys' && keys.length === 0) return problem('keys_missing', 'keys');
    if (match === 'people' && people.names.length === 0 && people.email === '')
      return problem('people_fields_missing', 'people.names');
    if (keep === 'all' && groupName === '') return problem('name_missing', 'groupName');
    const added = [
      { name: groupName, path: 'groupName' },
      ...(match === 'people' ? [{ name: scoreName, path: 'scoreName' }] : []),
    ];
    return [...checkNames(added.filter((each) => each.name !== '')), ...(keep === 'merge' ? checkFields(fields) : [])];
  },
  summarize: ({ keys, keep, orderBy, match, people }) => {
    const alike = [...people.names, people.email, people.phone].filter((each) => each !== '');
    const names = match === 'people' ? alike : keys;
    if (names.length === 0) return { key: 'empty' };
    const plain = keep === 'all' || keep === 'merge' || orderBy === '';
    const key = match === 'people' ? 'people' : plain ? 'keys' : 'ordered';
    return { key, values: { keys: names.join(', '), keep, orderBy } };
  },
});

function checkFields(fields: DeduplicateSettings['fields']): Omit<Problem, 'nodeId'>[] {
  const seen = new Set<string>();
  const repeated = fields.flatMap(({ field }, index) => {
    const isRepeated = field !== '' && seen.has(field);
    seen.add(field);
    const path = `fields.${index}.field`;
    return isRepeated
      ? [{ code: 'merge_field_repeated', params: { field }, field: path, severity: 'error' as const }]
      : [];
  });
  return [
    ...checkChosen(fields.map(({ field }, index) => ({ value: field, path: `fields.${index}.field` }))),
    ...repeated,
  ];
}
