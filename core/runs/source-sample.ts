import { join } from 'node:path';
import type { ConnectorContext } from '#connectors/kit/connector.ts';
import { placeFile } from '#connectors/kit/place-file.ts';
import { toDuckDbType } from '#core/compiler/duckdb-type.ts';
import type { SourceStep } from '#core/compiler/plan.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { exportRelation } from '#core/engine/export-relation.ts';
import type { Field } from '#core/graph/field-type.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { SourceSample } from '#prisma/generated/client.ts';
import { createConnectorContext } from './connector-context.ts';
import { extractSource } from './extract-source.ts';
import { hashSettings } from './hash-settings.ts';

/** Rows a sample holds at most. */
export const sampleRows = 1000;

export interface SampleScope {
  readonly workspaceId: string;
  readonly pipelineId: string;
  readonly session: EngineSession;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly event?: ConnectorContext<unknown>['event'];
}

/** Reads the first rows of a source into the session and keeps them for later previews. */
export async function takeSample(scope: SampleScope, step: SourceStep): Promise<SourceSample> {
  const { workspaceId, pipelineId, session, folder } = scope;
  const context = await createConnectorContext({ ...scope, settings: step.settings });
  const extracted = await extractSource(session, step, { ...context, limit: sampleRows });
  const path = join(folder, `sample-${step.nodeId}.parquet`);
  const rows = sql`SELECT * FROM ${identifier(step.relation)} LIMIT ${BigInt(sampleRows)}`;
  await exportRelation(session, renderSql(rows), 'parquet', path);
  const blobKey = `samples/${pipelineId}/${step.nodeId}.parquet`;
  await getBlobStore().adopt(blobKey, path);
  const sample = {
    workspaceId,
    settingsHash: hashSettings(step.kind, step.settings),
    blobKey,
    fields: step.fields.map(({ name, type }) => ({ name, type })),
    rowCount: Math.min(extracted.rows, sampleRows),
    totalRows: extracted.totalRows,
    rejectedCount: extracted.rejected,
    createdAt: new Date(),
  };
  return getDatabase().sourceSample.upsert({
    where: { pipelineId_nodeId: { pipelineId, nodeId: step.nodeId } },
    create: { pipelineId, nodeId: step.nodeId, ...sample },
    update: sample,
  });
}

export async function findSample(pipelineId: string, nodeId: string): Promise<SourceSample | null> {
  return getDatabase().sourceSample.findUnique({ where: { pipelineId_nodeId: { pipelineId, nodeId } } });
}

export function isFresh(sample: SourceSample, step: SourceStep): boolean {
  return sample.settingsHash === hashSettings(step.kind, step.settings);
}

/** Makes the step's relation from a kept sample; a field the sample lacks, or holds in another type, is converted or blank. */
export async function openSample(scope: SampleScope, step: SourceStep, sample: SourceSample): Promise<void> {
  const path = join(scope.folder, `kept-${step.nodeId}.parquet`);
  await placeFile(getBlobStore().path(sample.blobKey), path);
  const kept = new Set((sample.fields as unknown as Field[]).map(({ name }) => name));
  const columns = step.fields.map((field) => convertColumn(field, kept.has(field.name)));
  const rows = sql`SELECT ${joinSql(columns)} FROM read_parquet(${path})`;
  await scope.session.execute(renderSql(sql`CREATE TABLE ${identifier(step.relation)} AS ${rows}`));
}

function convertColumn({ name, type }: Field, isKept: boolean): Sql {
  const target: Sql = { parts: [{ text: toDuckDbType(type) }] };
  const value = isKept ? identifier(name) : sql`NULL`;
  return sql`TRY_CAST(${value} AS ${target}) AS ${identifier(name)}`;
}
