import { getDatabase } from '#core/platform/database.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { type Erasing, erasedText } from './erasing.ts';
import { type ErasureReceipt, receiptOf } from './erasure-receipt.ts';

interface NotedColumn {
  readonly table: string;
  readonly column: string;
  readonly type: 'jsonb' | 'text';
  /** Whether the table names the workspace itself, or the run. */
  readonly of: 'workspace_id' | 'run_id';
}

/** Where the database quotes values of rows: why something failed, what was found, where a request went. */
const notedColumns: readonly NotedColumn[] = [
  { table: 'runs', column: 'error', type: 'jsonb', of: 'workspace_id' },
  { table: 'run_steps', column: 'error', type: 'jsonb', of: 'run_id' },
  { table: 'run_steps', column: 'warnings', type: 'jsonb', of: 'run_id' },
  { table: 'run_steps', column: 'rejected_causes', type: 'jsonb', of: 'run_id' },
  { table: 'before_images', column: 'undone', type: 'jsonb', of: 'run_id' },
  { table: 'target_comparisons', column: 'listed', type: 'jsonb', of: 'run_id' },
  { table: 'held_rows', column: 'error', type: 'jsonb', of: 'run_id' },
  { table: 'run_parts', column: 'range', type: 'jsonb', of: 'run_id' },
  { table: 'run_parts', column: 'error', type: 'jsonb', of: 'run_id' },
  { table: 'source_looks', column: 'shape', type: 'jsonb', of: 'workspace_id' },
  { table: 'source_looks', column: 'overlaps', type: 'jsonb', of: 'workspace_id' },
  { table: 'egress_requests', column: 'address', type: 'text', of: 'workspace_id' },
  { table: 'connections', column: 'last_test_error', type: 'jsonb', of: 'workspace_id' },
  { table: 'connections', column: 'health_reason', type: 'jsonb', of: 'workspace_id' },
];

/** Puts dots where the database quotes the address. */
export async function eraseFromNotes({ workspaceId, pattern, signal }: Erasing): Promise<ErasureReceipt[]> {
  let found = 0;
  for (const { table, column, type, of } of notedColumns) {
    signal.throwIfAborted();
    const cell = Prisma.raw(`"${column}"`);
    const scope =
      of === 'workspace_id'
        ? Prisma.sql`workspace_id = ${workspaceId}`
        : Prisma.sql`run_id IN (SELECT id FROM runs WHERE workspace_id = ${workspaceId})`;
    found += await getDatabase().$executeRaw`
      UPDATE ${Prisma.raw(`"${table}"`)}
      SET ${cell} = regexp_replace(${cell}::text, ${pattern.postgres}, ${erasedText}, 'gi')::${Prisma.raw(type)}
      WHERE ${scope} AND ${cell}::text ~* ${pattern.postgres}`;
  }
  return [receiptOf('notes', found)];
}
