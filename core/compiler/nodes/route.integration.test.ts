import { describe, expect, it } from 'vitest';
import type { FilterOperator } from '#core/graph/condition-group.ts';
import type { RouteBranch } from '#core/graph/nodes/route.ts';
import { problemsOf, runNode, type Table } from '../run-node.test-kit.ts';

const leads: Table = {
  fields: { id: 'integer', 'País "x"': 'text', '#branches': 'integer', score: 'integer' },
  rows: [
    ['1', 'ES', '0', '90'],
    ['2', 'DE', '0', '10'],
    ['3', null, '0', '95'],
    ['4', 'FR', '0', null],
    ['5', 'es', '0', '5'],
  ],
};

function branch(id: string, field: string, operator: FilterOperator, value: string): RouteBranch {
  return { id, name: id, match: 'all', conditions: [{ field, operator, value }], groups: [] };
}

const branches = [branch('branch_1', 'País "x"', 'one_of', 'ES\nDE'), branch('branch_2', 'score', 'greater', '50')];

async function idsByPort(mode: 'first' | 'all') {
  const { ports } = await runNode('route', { mode, branches }, leads);
  return Object.fromEntries(Object.entries(ports).map(([port, rows]) => [port, rows.map(([id]) => id).join(' ')]));
}

describe('route', () => {
  it('judges each row once and picks branches from that', async () => {
    const { text } = await runNode('route', { branches }, leads);
    expect(text).toMatchInlineSnapshot(
      `"WITH "node.#stage" AS NOT MATERIALIZED (SELECT "id", "País ""x""", "#branches", "score", CASE WHEN (lower("País ""x""") IN (lower(CAST($1 AS VARCHAR)), lower(CAST($2 AS VARCHAR)))) THEN [$3] WHEN ("score" > $4) THEN [$5] ELSE [$6] END AS "#branches_" FROM "in_1") SELECT "id", "País ""x""", "#branches", "score" FROM "node.#stage" WHERE list_contains("#branches_", $3)"`,
    );
  });

  it('sends each row to the first branch that it meets, so that branches sum to the input', async () => {
    expect(await idsByPort('first')).toEqual({ branch_1: '1 2 5', branch_2: '3', none: '4' });
  });

  it('sends rows to every branch that they meet where asked', async () => {
    expect(await idsByPort('all')).toEqual({ branch_1: '1 2 5', branch_2: '1 3', none: '4' });
  });

  it('judges groups within branches', async () => {
    const [first] = branches;
    const groups = [{ match: 'none' as const, conditions: branches[1]?.conditions ?? [], groups: [] }];
    const { ports } = await runNode('route', { branches: [{ ...first, groups } as RouteBranch] }, leads);
    expect(ports.branch_1?.map(([id]) => id)).toEqual(['2', '5']);
    expect(ports.none?.map(([id]) => id)).toEqual(['1', '3', '4']);
  });

  it('places problems on the branch', () => {
    const problems = problemsOf('route', { branches: [branch('branch_1', 'scroe', 'greater', '1')] }, leads.fields);
    expect(problems).toMatchObject([{ code: 'field_unknown', field: 'branches.0.conditions.0.field' }]);
    const twice = [branches[0], { ...branches[1], name: ' BRANCH_1 ' }] as RouteBranch[];
    expect(problemsOf('route', { branches: twice }, leads.fields)).toMatchObject([
      { code: 'branch_name_repeated', field: 'branches.1.name' },
    ]);
  });
});
