import { z } from 'zod';
import {
  checkGroup,
  conditionGroupSchema,
  emptyGroup,
  filterConditionSchema,
  groupMatches,
} from '../condition-group.ts';
import { defineNode, type Ports } from '../node-definition.ts';
import type { Problem } from '../problem.ts';

export const routeBranchSchema = z.strictObject({
  /** The port; `none` is that of rows without a branch. */
  id: z.string().regex(/^branch_[a-z0-9]{1,20}$/),
  name: z.string().max(60),
  match: z.enum(groupMatches),
  conditions: z.array(filterConditionSchema).max(100),
  groups: z.array(conditionGroupSchema).max(20).default([]),
});

export type RouteBranch = z.infer<typeof routeBranchSchema>;

const settings = z.strictObject({
  /** `first`: a row takes the first branch that it meets; `all`: every one. */
  mode: z.enum(['first', 'all']),
  caseSensitive: z.boolean(),
  branches: z.array(routeBranchSchema).max(20),
});

export type RouteSettings = z.infer<typeof settings>;

const inputs = [{ id: 'rows', required: true }];

function portsOf({ branches }: RouteSettings): Ports {
  return { inputs, outputs: [...branches.map(({ id, name }) => ({ id, name })), { id: 'none' }] };
}

const defaults: RouteSettings = {
  mode: 'first',
  caseSensitive: false,
  branches: [{ ...emptyGroup, id: 'branch_1', name: 'A' }],
};

/** Sends each row to the branch whose conditions it meets; rows that meet none leave by an output of their own. */
export const route = defineNode<RouteSettings>({
  kind: 'route',
  category: 'transform',
  ...portsOf(defaults),
  portsOf,
  settings,
  defaults,
  check: ({ branches }) => {
    if (branches.length === 0) return [{ code: 'branches_missing', field: 'branches', severity: 'error' }];
    const [ids, names] = [new Set<string>(), new Set<string>()];
    return branches.flatMap((branch, index): Omit<Problem, 'nodeId'>[] => {
      const field = `branches.${index}.name`;
      const name = branch.name.trim();
      const isRepeated = ids.has(branch.id) || names.has(name.toLowerCase());
      ids.add(branch.id);
      names.add(name.toLowerCase());
      if (name === '') return [{ code: 'name_missing', field, severity: 'error' }];
      if (isRepeated) return [{ code: 'branch_name_repeated', params: { name }, field, severity: 'error' }];
      return checkGroup(branch, `branches.${index}.`);
    });
  },
  summarize: ({ branches, mode }) => {
    if (branches.length === 0) return { key: 'empty' };
    return { key: mode, values: { names: branches.map(({ name }) => name).join(', ') } };
  },
});
