import { join } from 'node:path';
import { placeFile } from '#connectors/kit/place-file.ts';
import { actorOf, recordAuditEvent } from '#core/audit/record-audit-event.ts';
import { joinSql, renderSql, sql } from '#core/compiler/sql.ts';
import type { PersonFound, Sighting } from '#core/contracts/people.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { withShortSession } from '#core/runs/short-session.ts';
import type { Session } from '#core/security/session.ts';
import { listPersonTargets } from './list-person-targets.ts';
import { findPersonKey, hashPerson } from './person-key.ts';

/** The newest indexes that one search looks through. */
const maxIndexes = 2_000;
const maxSightings = 500;

/** Every read, write and refusal of an address in the runs that are kept, newest first. The search is written down, without the address. */
export async function findPerson(session: Session, email: string): Promise<PersonFound> {
  const { workspaceId } = session;
  const hash = hashPerson(await findPersonKey(workspaceId), email);
  const name = hash.slice(0, 12);
  await getDatabase().$transaction((transaction) =>
    recordAuditEvent(transaction, {
      workspaceId,
      actor: actorOf(session),
      action: 'person.searched',
      object: { id: null, name },
    }),
  );
  const sightings = await listSightings(workspaceId, hash);
  const indexed = await getDatabase().personIndex.aggregate({
    where: { workspaceId },
    _min: { createdAt: true },
    _count: true,
  });
  const unnoted = await getDatabase().personIndex.count({ where: { workspaceId, blobKey: null } });
  return {
    sightings: sightings.slice(0, maxSightings),
    targets: await listPersonTargets(sightings),
    searched: Math.min(indexed._count, maxIndexes),
    since: indexed._min.createdAt?.toISOString() ?? null,
    complete: indexed._count <= maxIndexes && sightings.length <= maxSightings && unnoted === 0,
  };
}

/** Where somebody was seen, by the hash of the address. */
export async function listSightings(workspaceId: string, hash: string): Promise<Sighting[]> {
  const indexes = await getDatabase().personIndex.findMany({
    where: { workspaceId },
    orderBy: { createdAt: 'desc' },
    take: maxIndexes,
    select: { runId: true, nodeId: true, role: true, blobKey: true },
  });
  const found = new Set(
    await searchFiles(
      indexes.map(({ blobKey }) => blobKey),
      hash,
    ),
  );
  const seen = indexes.filter((_, index) => found.has(index));
  const runs = await getDatabase().run.findMany({
    where: { workspaceId, id: { in: [...new Set(seen.map(({ runId }) => runId))] } },
    select: { id: true, graph: true, createdAt: true, pipelineId: true, pipeline: { select: { name: true } } },
  });
  const byId = new Map(runs.map((run) => [run.id, { ...run, nodes: migrateGraph(run.graph).nodes }]));
  return seen.flatMap(({ runId, nodeId, role }) => {
    const run = byId.get(runId);
    if (run === undefined) return [];
    const node = run.nodes.find(({ id }) => id === nodeId);
    const { pipelineId, pipeline, createdAt } = run;
    const step = { nodeId, nodeName: node?.name ?? '', kind: node?.kind ?? '', role };
    return [{ runId, pipelineId, pipelineName: pipeline.name, at: createdAt.toISOString(), ...step }];
  });
}

/** Places of the files that hold the hash. Files that are gone hold nothing. */
async function searchFiles(keys: readonly (string | null)[], hash: string): Promise<number[]> {
  return withShortSession(async (session, folder) => {
    const paths: string[] = [];
    for (const [index, key] of keys.entries()) {
      if (key === null) continue;
      const path = join(folder, `people-${index}.parquet`);
      const isThere = await placeFile(getBlobStore().path(key), path).then(() => true, isGone);
      if (isThere) paths.push(path);
    }
    if (paths.length === 0) return [];
    const files = joinSql(paths.map((path) => sql`${path}`));
    const { rows } = await session.queryRows(
      renderSql(sql`SELECT DISTINCT regexp_extract(filename, 'people-(\\d+)\\.parquet$', 1)
        FROM read_parquet([${files}], filename = true) WHERE hash = unhex(${hash.slice(0, 32)})`),
      keys.length,
    );
    return rows.map(([index]) => Number(index));
  });
}

function isGone(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOENT') return false;
  throw error;
}
