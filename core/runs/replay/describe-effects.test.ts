import { describe, expect, it } from 'vitest';
import { emptyGraph } from '#core/graph/graph.ts';
import { testNode } from '../create-test-warehouse.ts';
import { describeEffects } from './describe-effects.ts';

const describeOne = (node: ReturnType<typeof testNode>, rowsLoaded = 0n) =>
  describeEffects({ ...emptyGraph, nodes: [node] }, [{ nodeId: node.id, rowsLoaded }])[0];

describe('what a replay writes twice', () => {
  it('is nothing where rows are found by their key, however many were written', () => {
    const upsert = testNode('t', 'postgres-target', { mode: 'upsert', keys: ['email'] });
    expect(describeOne(upsert, 90n)).toMatchObject({ effect: 'matched', keys: ['email'], duplicates: 0 });
    expect(describeOne(testNode('t', 'postgres-target', { mode: 'replace' }), 90n)?.duplicates).toBe(0);
  });

  it('is what the run had written where rows are added or sent', () => {
    expect(describeOne(testNode('t', 'postgres-target', { mode: 'append' }), 90n)).toMatchObject({
      effect: 'appended',
      duplicates: 90,
    });
    expect(describeOne(testNode('t', 'postgres-target', { mode: 'append' }))?.duplicates).toBe(0);
    expect(describeOne(testNode('t', 'http-target', {}), 5n)).toMatchObject({ effect: 'sent', duplicates: 5 });
  });

  it('leaves out what does not run or writes nothing', () => {
    const nodes = [
      testNode('source', 'sample-source', {}),
      { ...testNode('off', 'postgres-target', {}), disabled: true },
    ];
    expect(describeEffects({ ...emptyGraph, nodes }, [])).toEqual([]);
  });
});
