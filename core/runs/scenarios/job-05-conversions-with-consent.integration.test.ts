import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { chainGraph, testNode } from '../create-test-warehouse.ts';
import { planRun } from '../plan-run.ts';
import { openStage } from './open-stage.test-kit.ts';

/**
 * Job 5: closed deals → conversions of an ad platform, nightly.
 * Traps: consent that is missing is no consent; addresses are made uniform before they are hashed with SHA-256; times go
 * with their zone. Passes: nothing of a person without consent leaves, which is looked at on the wire.
 */
const stage = openStage();

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function graph() {
  const { connectionId } = stage.shop();
  return chainGraph(
    testNode('deals', 'postgres-source', {
      ...{ connectionId, schema: 'shop', table: 'deals' },
      fields: [
        { name: 'gclid', type: 'text' },
        { name: 'email', type: 'text' },
        { name: 'value', type: 'decimal' },
        { name: 'closed', type: 'datetime' },
        { name: 'consent', type: 'boolean' },
      ],
    }),
    testNode('consenting', 'filter', { conditions: [{ field: 'consent', operator: 'is_true', value: '' }] }),
    testNode('hash', 'protect', { columns: [{ as: 'hash', field: 'email', keyed: false, tidy: true }] }),
    testNode('columns', 'select', {
      columns: ['gclid', 'email', 'value', 'closed'].map((name) => ({ source: name, name, type: null, format: '' })),
      rest: 'drop',
    }),
    testNode('ads', 'http-target', { url: stage.at('/conversions'), batchSize: 100, wrapKey: 'events' }),
  );
}

it('no row without consent leaves, and addresses leave as the hash of their uniform form', async () => {
  await stage.query(`CREATE TABLE shop.deals (gclid text, email text, value numeric, closed timestamptz, consent bool);
    INSERT INTO shop.deals VALUES ('g-yes', ' Ana@X.es ', 1234.50, '2026-03-29 01:30:00+01', true),
      ('g-no', 'no@x.es', 1, now(), false), ('g-unknown', 'unknown@x.es', 1, now(), NULL),
      ('g-blank', NULL, 2, '2026-03-29 03:30:00+02', true)`);
  stage.answer(() => ({ body: {} }));
  await planRun({ ...stage.shop(), graph: graph(), allowRemovals: false, signal: new AbortController().signal });
  expect(stage.heard).toEqual([]);

  const run = await stage.shop().run(graph());
  expect(run.error).toBeNull();
  // Who is lost for want of consent is counted.
  expect(run.steps).toMatchObject({ consenting: { rowsIn: 4, rowsOut: 2, rowsFiltered: 2 }, ads: { rowsLoaded: 2 } });
  const said = stage.heard.map(({ body, url, headers }) => JSON.stringify({ body, url, headers })).join('\n');
  for (const secret of ['g-no', 'g-unknown', 'x.es', 'X.es', sha256('no@x.es'), sha256('unknown@x.es')])
    expect(said).not.toContain(secret);
  expect(stage.heard.flatMap(({ body }) => JSON.parse(body).events)).toEqual([
    { gclid: 'g-yes', email: sha256('ana@x.es'), value: 1234.5, closed: '2026-03-29T00:30:00Z' },
    { gclid: 'g-blank', email: null, value: 2, closed: '2026-03-29T01:30:00Z' },
  ]);
});

it('stops rather than guesses when the column of consent is gone', async () => {
  await stage.query(`CREATE TABLE shop.deals (gclid text, email text, value numeric, closed timestamptz, opted_in bool);
    INSERT INTO shop.deals VALUES ('g-1', 'ana@x.es', 1, now(), true)`);
  const run = await stage.shop().run(graph());
  expect(run).toMatchObject({
    status: 'failed',
    error: { code: 'source_field_missing', params: { field: 'consent' } },
  });
  expect(stage.heard).toEqual([]);
});
