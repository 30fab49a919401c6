import type { Client } from 'pg';
import type { LoadContext, LoadResult, TargetConnector } from '#connectors/kit/connector.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { compareTarget } from './compare/compare-target.ts';
import { countTarget } from './compare/count-target.ts';
import { readConstraints } from './constraints/read-constraints.ts';
import { describeTarget } from './describe-target.ts';
import { erasePerson } from './erase-person.ts';
import { explainMissingTable } from './explain-missing-table.ts';
import { claimLoad, prepareLedger, recordLoad } from './load-ledger.ts';
import { loadRows } from './load-rows.ts';
import { planLoad } from './plan-load.ts';
import { withPostgres } from './postgres-connection.ts';
import { readStoredRow } from './read-stored-row.ts';
import { readTarget } from './read-target.ts';
import { translatePostgresError } from './translate-postgres-error.ts';
import { undoLoad } from './undo/undo-load.ts';
import { prepareUndoTable } from './undo/undo-table.ts';

const lockTimeoutMs = 60_000;

/**
 * Writes rows into a PostgreSQL table exactly once: rows and the ledger's entry become true in one transaction.
 * `replace` deletes and refills, so that readers see the old rows until the new ones are all there,
 * and the table keeps its indexes and grants.
 */
export const postgresTarget: TargetConnector<PostgresTargetSettings> = {
  load: (context) => withPostgres(context.connection, context.signal, (client) => loadOnce(client, context)),
  undo: undoLoad,
  compare: compareTarget,
  count: countTarget,
  erase: erasePerson,
  read: readTarget,
  constrain: readConstraints,
  readRow: readStoredRow,
};

async function loadOnce(client: Client, context: LoadContext<PostgresTargetSettings>): Promise<LoadResult> {
  const { settings, key, fields } = context;
  const { schema, table } = settings;
  try {
    const existing = await describeTarget(client, schema, table);
    if (existing === null && !settings.createTable) throw await explainMissingTable(client, schema, table);
    const plan = planLoad(settings, fields, existing);
    await prepareLedger(client, schema);
    if (settings.keepBeforeDays > 0) await prepareUndoTable(client, schema);
    await client.query(`BEGIN; SET LOCAL lock_timeout = ${lockTimeoutMs}`);
    const recorded = await claimLoad(client, schema, key);
    if (recorded !== null) {
      await client.query('ROLLBACK');
      return recorded;
    }
    const { result, undoHeader } = await loadRows(client, plan, context, existing);
    await recordLoad(client, schema, key, result, undoHeader);
    await client.query('COMMIT');
    context.onProgress?.({ loaded: result.loaded });
    return result;
  } catch (error) {
    throw translatePostgresError(error, { schema, table });
  }
}
