import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { LeftRow, UndoResult } from '#connectors/kit/connector.ts';
import type { UndoHeader } from './keep-before.ts';
import { rowDigest, rowJson, undoTableText } from './undo-table.ts';

const listedRows = 50;

/**
 * Selects what is to become of each row that a load touched: `undo`, `settled` (it is as it was already) or `left`
 * (somebody changed it since), with its place in the table.
 */
export function composeVerdicts(
  { schema, table }: { readonly schema: string; readonly table: string },
  header: UndoHeader,
  load: { readonly runId: string; readonly nodeId: string },
): string {
  const { columns, mapped } = header;
  const target = `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;
  const images = `SELECT *, row_number() OVER (PARTITION BY change, after ORDER BY place) AS copy FROM ${undoTableText(schema)}
    WHERE run_id = ${escapeLiteral(load.runId)} AND node_id = ${escapeLiteral(load.nodeId)}`;
  const matches = header.keys.length > 0 ? matchByKey(target, header) : matchByValues(target, header);
  const isDoomed = `EXISTS (SELECT FROM matched AS other
      WHERE other.change = 'added' AND other.same AND other.spot = matched.spot AND other.relation = matched.relation)`;
  return `WITH image AS MATERIALIZED (${images}), matched AS MATERIALIZED (
      SELECT image.place, image.change, image.key, image.before, target.tableoid AS relation, target.ctid AS spot,
        CASE image.change
          WHEN 'added' THEN ${rowDigest('target', columns)} = image.after
          WHEN 'changed' THEN ${rowDigest('target', mapped)} = image.after ELSE false END AS same,
        CASE image.change
          WHEN 'changed' THEN ${rowJson('target', mapped)} = image.before
          WHEN 'removed' THEN ${rowJson('target', columns)} = image.before ELSE false END AS back
      FROM image LEFT JOIN ${matches})
    SELECT place, change, key, before, relation, spot,
      CASE
        WHEN change = 'removed' AND (spot IS NULL OR ${isDoomed}) THEN 'undo'
        WHEN change = 'added' AND spot IS NULL THEN '${header.keys.length > 0 ? 'settled' : 'left'}'
        WHEN back AND spot IS NOT NULL THEN 'settled' WHEN same AND spot IS NOT NULL THEN 'undo' ELSE 'left' END AS verdict
    FROM matched`;
}

function matchByKey(target: string, { keys }: UndoHeader): string {
  const key = `jsonb_populate_record(NULL::${target}, image.key)`;
  const same = keys.map((name) => `target.${escapeIdentifier(name)} = (${key}).${escapeIdentifier(name)}`);
  return `${target} AS target ON ${same.join(' AND ')}`;
}

/** Rows that are equal in all values cannot be told apart, so any of them will do: as many go as were added. */
function matchByValues(target: string, { columns }: UndoHeader): string {
  const names = columns.map((column) => escapeIdentifier(column)).join(', ');
  return `(SELECT *, row_number() OVER (PARTITION BY digest) AS copy
      FROM (SELECT tableoid, ctid, ${names}, ${rowDigest('found', columns)} AS digest FROM ${target} AS found) AS digested) AS target
    ON image.change = 'added' AND target.digest = image.after AND target.copy = image.copy`;
}

/** How many rows have which verdict; `verdicts` is a table or a query in brackets. */
export async function countVerdicts(client: Client, verdicts: string): Promise<Omit<UndoResult, 'leftRows'>> {
  const undone = (change: string) => `count(*) FILTER (WHERE verdict = 'undo' AND change = '${change}')`;
  const { rows } = await client.query<Record<string, string>>(
    `SELECT ${undone('changed')} AS restored, ${undone('added')} AS removed, ${undone('removed')} AS "putBack",
       count(*) FILTER (WHERE verdict = 'settled') AS settled, count(*) FILTER (WHERE verdict = 'left') AS left
     FROM ${verdicts} AS verdicts`,
  );
  const count = (name: string) => Number(rows[0]?.[name] ?? 0);
  return {
    restored: count('restored'),
    removed: count('removed'),
    putBack: count('putBack'),
    settled: count('settled'),
    left: count('left'),
  };
}

/** The first rows that stay as somebody made them. */
export async function listLeft(client: Client, verdicts: string): Promise<LeftRow[]> {
  const { rows } = await client.query<LeftRow>(
    `SELECT change, key::text AS key, spot IS NULL AS missing FROM ${verdicts} AS verdicts
     WHERE verdict = 'left' ORDER BY place LIMIT ${listedRows}`,
  );
  return rows;
}
