import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Plan, TransformStep } from '#core/compiler/plan.ts';
import { type Sql, sql } from '#core/compiler/sql.ts';
import type { Field } from '#core/graph/field-type.ts';
import { bindPlan } from './bind-plan.ts';
import { createEnginePool } from './engine-pool.ts';

const fields: readonly Field[] = [{ name: 'id', type: 'integer' }];

function transform(nodeId: string, reads: string, query: Sql, outputFields = fields): TransformStep {
  return {
    role: 'transform',
    nodeId,
    name: nodeId,
    kind: 'select',
    settings: {},
    inputs: [{ port: 'rows', edgeId: 'e', nodeId: reads, fromPort: 'rows', relation: reads, fields }],
    outputs: [{ port: 'rows', relation: nodeId, query, fields: outputFields }],
    accounting: 'preserves',
    materialize: false,
  };
}

it('places what does not bind on the node that causes it, and on no other', async () => {
  const source = { role: 'source', nodeId: 's', name: 's', kind: 'sample-source', settings: {} } as const;
  const plan: Plan = {
    steps: [
      { ...source, relation: 's', port: 'rows', fields },
      transform('fine', 's', sql`SELECT id FROM s WHERE id > ${1}`),
      transform('broken', 'fine', sql`SELECT upper(nope) AS id FROM fine`),
      transform('after', 'broken', sql`SELECT id FROM broken`),
      transform('mistyped', 'fine', sql`SELECT id / 2 AS id FROM fine`),
    ],
  };
  const folder = mkdtempSync(join(tmpdir(), 'telar-bind-'));
  const pool = createEnginePool({ warm: 0, maxSessions: 1 });
  const session = await pool.open({ folder, storage: 'memory', memoryLimitMb: 200, deadlineMs: 30_000 });
  expect(await bindPlan(session, plan)).toEqual([
    {
      code: 'step_not_understood',
      nodeId: 'broken',
      severity: 'error',
      params: { detail: expect.stringContaining('nope') },
    },
    {
      code: 'step_types_differ',
      nodeId: 'mistyped',
      severity: 'error',
      params: { name: 'id', expected: 'BIGINT', found: 'DOUBLE' },
    },
  ]);
  await session.close();
  await pool.close();
  rmSync(folder, { recursive: true });
});
