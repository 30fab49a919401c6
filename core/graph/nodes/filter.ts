import { z } from 'zod';
import {
  checkGroup,
  conditionGroupSchema,
  emptyGroup,
  filterConditionSchema,
  groupMatches,
} from '../condition-group.ts';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  match: z.enum(groupMatches),
  /** Whether text comparisons look at upper and lower case. */
  caseSensitive: z.boolean(),
  conditions: z.array(filterConditionSchema).max(100),
  groups: z.array(conditionGroupSchema).max(20).default([]),
});

export type FilterSettings = z.infer<typeof settings>;

/** Keeps the rows that meet the conditions; a condition on a blank value is not met. */
export const filter = defineNode<FilterSettings>({
  kind: 'filter',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { ...emptyGroup, caseSensitive: false },
  check: (group) => checkGroup(group),
  summarize: ({ conditions, groups, match }) => {
    const first = conditions[0] ?? groups[0]?.conditions[0];
    if (first === undefined) return { key: 'empty' };
    const { field, operator, value } = first;
    const more = Math.max(0, conditions.length - 1) + groups.length - (conditions.length === 0 ? 1 : 0);
    return { key: 'where', values: { field, operator, value, more, match } };
  },
});
