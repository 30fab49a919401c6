import { expect, it } from 'vitest';
import { testNode } from '../create-test-warehouse.ts';
import { connectNodes, openStage } from './open-stage.test-kit.ts';

/**
 * Job 7: answers of a form (Typeform's responses) → score → by country → to whoever owns it.
 * Traps: answers that no branch wants vanish without a word; a question is renamed. Passes: the branches, "no route"
 * included, sum to the input.
 */
const stage = openStage();

const branches = [
  { id: 'branch_es', name: 'Spain', match: 'all', conditions: [{ field: 'country', operator: 'equals', value: 'es' }] },
  {
    id: 'branch_fr',
    name: 'France',
    match: 'all',
    conditions: [{ field: 'country', operator: 'equals', value: 'FR' }],
  },
] as const;

const table = (name: string) =>
  testNode(name, 'postgres-target', { connectionId: stage.shop().connectionId, schema: 'shop', table: name });

function graph() {
  const nodes = [
    testNode('answers', 'http-source', {
      url: stage.at('/forms/f1/responses?page_size=1000'),
      rowsPath: 'items',
      fields: [
        { name: 'token', type: 'text' },
        { name: 'country', type: 'text', path: ['hidden', 'country'] },
        { name: 'points', type: 'integer', path: ['calculated', 'score'] },
      ],
    }),
    testNode('score', 'formula', { columns: [{ name: 'hot', formula: 'IF([points] >= 50, "hot", "cold")' }] }),
    testNode('route', 'route', {
      branches: branches.map((branch) => ({ ...branch, conditions: [...branch.conditions], groups: [] })),
    }),
    ...['spain', 'france', 'nobody'].map(table),
  ];
  return connectNodes(nodes, [
    ...['answers>score', 'score>route', 'route.branch_es>spain', 'route.branch_fr>france', 'route.none>nobody'],
  ]);
}

const countries = ['ES', 'es', 'Es', 'FR', 'fr', 'DE', '', null, 'España'];

function answerWith(key: string): void {
  const items = countries.map((country, index) => ({
    token: `t${index}`,
    hidden: { [key]: country },
    calculated: { score: index * 20 },
  }));
  stage.answer(() => ({ body: { total_items: items.length, page_count: 1, items } }));
}

it('branches sum to the input, those without a route included', async () => {
  answerWith('country');
  const run = await stage.shop().run(graph());
  expect(run.error).toBeNull();
  expect(run.steps).toMatchObject({
    answers: { rowsOut: 9 },
    spain: { rowsLoaded: 3 },
    france: { rowsLoaded: 2 },
    nobody: { rowsLoaded: 4 },
  });
  const landed = await stage.query(
    'SELECT token, hot FROM shop.spain UNION ALL SELECT token, hot FROM shop.france UNION ALL SELECT token, hot FROM shop.nobody ORDER BY 1',
  );
  expect(landed.map(({ token }) => token)).toEqual(countries.map((_, index) => `t${index}`));
  expect(landed.filter(({ hot }) => hot === 'hot')).toHaveLength(6);
});

it('a renamed question stops the run instead of sending everyone nowhere', async () => {
  answerWith('country_code');
  const run = await stage.shop().run(graph());
  expect(run).toMatchObject({
    status: 'failed',
    error: {
      code: 'source_field_missing',
      nodeId: 'answers',
      params: { field: 'country', suggestion: 'hidden.country_code' },
    },
  });
});
