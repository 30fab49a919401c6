import type { Client } from 'pg';
import { TelarError } from '#core/platform/telar-error.ts';
import { explainMissingTable } from '../explain-missing-table.ts';

/** A table whose changes can be followed. */
export interface FollowedTable {
  readonly schema: string;
  readonly table: string;
  /** Columns by which the server names a row that was changed or removed. */
  readonly keys: readonly string[];
}

/**
 * Looks at the table before anything is set up for it: to publish one without an identity would make the server refuse
 * other programs' updates of it.
 */
export async function readFollowedTable(
  client: Client,
  { schema, table }: { readonly schema: string; readonly table: string },
): Promise<FollowedTable> {
  const { rows } = await client.query<{
    kind: string;
    persistence: string;
    identity: string;
    keys: string[];
  }>(
    `SELECT relkind::text AS kind, relpersistence::text AS persistence, relreplident::text AS identity,
       array(SELECT attname::text FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey[0:indnkeyatts - 1])
         WHERE indrelid = pg_class.oid AND CASE relreplident WHEN 'i' THEN indisreplident ELSE indisprimary END
         ORDER BY attnum) AS keys
     FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = $1 AND relname = $2`,
    [schema, table],
  );
  const [found] = rows;
  if (found === undefined) throw await explainMissingTable(client, schema, table);
  const params = { schema, table };
  if (found.kind !== 'r' || found.persistence !== 'p')
    throw new TelarError('changes_not_a_table', { params, field: 'table', status: 422 });
  if (found.keys.length === 0 || found.identity === 'n')
    throw new TelarError('changes_no_key', { params, field: 'table', status: 422 });
  return {
    schema,
    table,
    keys: found.keys,
  };
}
