import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addressPattern } from '#connectors/kit/address-pattern.ts';
import { renderSql, sql } from '#core/compiler/sql.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { uploadFile } from '#core/files/upload-file.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { readDataDir } from '#core/platform/read-config.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from '#core/runs/create-test-warehouse.ts';
import { withShortSession } from '#core/runs/short-session.ts';
import { storeRows } from '#core/runs/stored-rows.ts';
import { openPins, savePin } from '#core/runs/test-run/pins.ts';
import { encryptSecret } from '#core/security/encrypt-secret.ts';
import type { Session } from '#core/security/session.ts';
import { erasePerson } from './erase-person.ts';
import { listErasures } from './list-erasures.ts';
import { requestErasure } from './request-erasure.ts';

provideTestDatabase();

const email = 'ana.sanz@example.com';
const neighbour = 'mariana.sanz@example.com.mx';
const address = new RegExp(addressPattern(email).javascript, 'iu');
let warehouse: TestWarehouse;
let session: Session;
let runId: string;

beforeAll(async () => {
  warehouse = await createTestWarehouse();
  const { workspaceId, pipelineId, connectionId } = warehouse;
  session = { workspaceId, userId: 'user_1', userName: 'Leo', role: 'admin' } as Session;
  const fields = [
    { name: 'id', type: 'integer' },
    { name: 'mail', type: 'text' },
    { name: 'age', type: 'integer' },
  ] as const;
  await warehouse.client.query(`CREATE TABLE shop.contacts (id bigint, mail text, age bigint);
    INSERT INTO shop.contacts VALUES (1, 'Ana.Sanz@example.com', 30), (2, '${neighbour}', 31), (3, '${email}', 999);
    CREATE TABLE shop.people (id bigint PRIMARY KEY, mail text, age bigint CHECK (age < 150))`);
  const source = testNode('source', 'postgres-source', {
    ...{ connectionId, schema: 'shop', table: 'contacts', fields: [...fields] },
    sync: { mode: 'snapshot', keys: ['mail', 'id'] },
  });
  const run = await warehouse.run(
    chainGraph(
      source,
      testNode('target', 'postgres-target', {
        ...{ connectionId, schema: 'shop', table: 'people', mode: 'upsert', keys: ['id'] },
        mapping: fields.map(({ name }) => ({ field: name, column: name })),
      }),
    ),
  );
  expect(run).toMatchObject({ status: 'succeeded', steps: { target: { rowsRejected: 1 } } });
  runId = run.id;
  const whole = { ...source, settings: { ...source.settings, sync: { mode: 'full' } } };
  for (const format of ['csv', 'json', 'ndjson', 'parquet'] as const) {
    const made = await warehouse.run(chainGraph(whole, testNode(`made_${format}`, 'file-target', { format })));
    expect(made).toMatchObject({ status: 'succeeded', error: null });
  }
  const upload = (name: string, text: string) => uploadFile(session, name, toBytes(text));
  await upload('contacts.csv', `mail,name\n${email},Ana\n${neighbour},Mariana\n`);
  await upload('contacts.json', JSON.stringify({ people: [{ mail: email }, { mail: neighbour }] }));
  await upload('broken.json', `{"people": [{"mail": "${email}"`);
  await savePin(session, pipelineId, {
    ...{ nodeId: 'source', port: 'rows', upstreamHash: 'x', fields: [{ name: 'mail', type: 'text' }] },
    rows: [[email], [neighbour]],
  });
  await withShortSession(async (engine, folder) => {
    const place = { session: engine, folder };
    const rows = sql`SELECT unnest([${email}, ${neighbour}]) AS mail`;
    await storeRows(place, 'samples/sample.parquet', rows);
    await storeRows(place, `replays/replay.parquet`, rows);
    await storeRows(place, `runs/${runId}/held-target.parquet`, rows);
    await storeRows(
      place,
      `runs/${runId}/requests-target.parquet`,
      sql`SELECT 'https://crm.example/?q=' || ${encodeURIComponent(email)} AS address, ${JSON.stringify([{ mail: email }])} AS body,
        '{}' AS headers, ${email} AS idempotency_key, '' AS answer`,
    );
  });
  const database = getDatabase();
  await database.runStep.updateMany({
    where: { runId, nodeId: 'target' },
    data: { requestsBlobKey: `runs/${runId}/requests-target.parquet`, warnings: [{ value: email }] },
  });
  await database.heldRows.create({
    data: {
      ...{ runId, pipelineId, nodeId: 'target', status: 'failed', settingsHash: 'x', rows: 2n, attempts: 1 },
      ...{ blobKey: `runs/${runId}/held-target.parquet`, error: { value: email } },
    },
  });
  const sending = { workspaceId, table: 'row_sends', row: 'send_1', column: 'outcome_ciphertext' };
  const sent = await encryptSecret(JSON.stringify({ sent: email }), sending);
  await database.rowSend.create({
    data: {
      ...{ id: sending.row, workspaceId, pipelineId, nodeId: 'target' },
      ...{ outcomeCiphertext: sent.ciphertext, outcomeKeyVersion: sent.keyVersion },
    },
  });
  const sample = { workspaceId, pipelineId, settingsHash: 'x', fields: [], rowCount: 2 };
  await database.sourceSample.create({ data: { ...sample, nodeId: 'source', blobKey: 'samples/sample.parquet' } });
  const replay = { workspaceId, name: 'Replayed rows.parquet', sizeBytes: 1n, sha256: '', runId };
  await database.file.create({ data: { ...replay, id: createId('file'), blobKey: 'replays/replay.parquet' } });
  const hook = await database.hook.create({ data: { id: 'hook_1', workspaceId, pipelineId, nodeId: 'hook' } });
  const bodies = [
    JSON.stringify([{ mail: email }, { mail: neighbour }]),
    `email=${encodeURIComponent(email)}&name=Ana`,
  ];
  await database.hookEvent.createMany({
    data: bodies.map((body, index) => ({
      ...{ id: `evt_${index}`, hookId: hook.id, workspaceId, dedupeKey: `idempotency-key:${email}-${index}` },
      ...{ headers: { 'x-from': email }, body: Buffer.from(body), contentType: 'application/json' },
    })),
  });
  await database.egressRequest.create({
    data: {
      ...{
        workspaceId,
        connectionId,
        at: new Date(),
        method: 'GET',
        failed: false,
        durationMs: 1,
        bytes: 1n,
        attempt: 1,
      },
      address: `https://crm.example/people/${encodeURIComponent(email)}`,
    },
  });
  const undoneBy = { rows: 1n, sizeBytes: 1n, undone: { leftRows: [{ key: { mail: email } }] } };
  await database.beforeImages.upsert({
    where: { runId_nodeId: { runId, nodeId: 'target' } },
    create: { runId, nodeId: 'target', ...undoneBy },
    update: undoneBy,
  });
});
afterAll(async () => {
  await warehouse.drop();
  await getEnginePool().close();
});

it('leaves nothing of the address where Telar keeps rows, and everything of others', async () => {
  const before = await findPlaces(address);
  const stays = /^(table contacts|file .*broken)/;
  expect(before).toEqual(
    expect.arrayContaining([
      ...[
        'table hook_events',
        'table egress_requests',
        'table run_steps',
        'table before_images',
        'table people',
        'pin',
      ],
      ...['blob files', 'blob replays', 'blob samples', 'blob states'],
      ...['blob rows-source', 'blob rows-target', 'blob rejected-target', 'blob requests-target', 'blob held-target'],
      'table held_rows',
      ...['blob made_csv', 'blob made_json', 'blob made_ndjson', 'blob made_parquet'],
    ]),
  );
  const others = await findPlaces(new RegExp(addressPattern(neighbour).javascript, 'iu'));

  const id = await requestErasure(session, email);
  await erasePerson(id, AbortSignal.timeout(60_000));

  const [erasure] = await listErasures(session.workspaceId, 'en');
  expect(erasure?.status).toBe('done');
  const left = (await findPlaces(address)).filter((place) => !stays.test(place));
  expect(left).toEqual(['blob files']);
  expect(await findPlaces(new RegExp(addressPattern(neighbour).javascript, 'iu'))).toEqual(others);
  const receipts = erasure?.receipts.map(({ place, name, outcome }) => `${place} ${name} ${outcome}`) ?? [];
  expect(receipts).toEqual(
    expect.arrayContaining([
      ...['target target (shop.people) done', 'events  done', 'files contacts.csv done', 'files contacts.json done'],
      ...['files broken.json not_possible', 'replays Replayed rows.parquet done', 'samples  done', 'memory  done'],
      ...[
        'kept  done',
        'rejected  done',
        'requests  done',
        'pins  done',
        'sendings  done',
        'held  done',
        'notes  done',
      ],
      ...['made result.csv done', 'made result.parquet done', 'backups  not_possible'],
    ]),
  );
  expect(await getDatabase().rowSend.findUnique({ where: { id: 'send_1' } })).toMatchObject({
    outcomeCiphertext: null,
  });
  expect(receipts.filter((receipt) => receipt.startsWith('source '))).toHaveLength(1);

  // What could not be rewritten was said; taken away by hand, nothing is left.
  const broken = await getDatabase().file.findFirstOrThrow({ where: { name: 'broken.json' } });
  await getBlobStore().remove(broken.blobKey);
  expect((await findPlaces(address)).filter((place) => !stays.test(place))).toEqual([]);
});

it('waits for runs that were there before', async () => {
  const { pipelineId, workspaceId } = warehouse;
  const data = {
    id: 'run_under_way',
    workspaceId,
    pipelineId,
    graph: {},
    trigger: 'manual',
    status: 'running',
  } as const;
  await getDatabase().run.create({ data });
  const id = await requestErasure(session, email);
  await erasePerson(id, AbortSignal.timeout(60_000));
  expect(await getDatabase().erasure.findUnique({ where: { id } })).toMatchObject({ status: 'pending' });
  await getDatabase().run.update({ where: { id: data.id }, data: { status: 'failed' } });
  await erasePerson(id, AbortSignal.timeout(60_000));
  expect(await getDatabase().erasure.findUnique({ where: { id } })).toMatchObject({ status: 'done' });
});

async function* toBytes(text: string) {
  yield Buffer.from(text);
}

/** Every table of the database, file of the data folder (Parquet read as rows) and pin where a pattern is found. */
async function findPlaces(pattern: RegExp): Promise<string[]> {
  const found = new Set<string>();
  const { rows: tables } = await warehouse.client.query<{ schema: string; name: string }>(
    `SELECT schemaname AS schema, tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'shop')`,
  );
  for (const { schema, name } of tables) {
    const { rows } = await warehouse.client.query(`SELECT * FROM "${schema}"."${name}"`);
    const texts = rows.flatMap((row) =>
      Object.values(row).map((cell) => (Buffer.isBuffer(cell) ? cell.toString() : JSON.stringify(cell))),
    );
    if (texts.some((text) => pattern.test(text ?? ''))) found.add(`table ${name}`);
  }
  const folder = join(readDataDir(), 'blobs');
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    const text = bytes.subarray(0, 4).toString() === 'PAR1' ? await readParquet(bytes) : bytes.toString();
    const [room = ''] = path.slice(folder.length + 1).split('/');
    if (pattern.test(text)) found.add(`blob ${room === 'runs' ? entry.name.replace('.parquet', '') : room}`);
  }
  const pins = await openPins(warehouse, new Set(['source']));
  if (pattern.test(JSON.stringify(pins))) found.add('pin');
  return [...found].sort();
}

async function readParquet(bytes: Buffer): Promise<string> {
  return withShortSession(async (engine, folder) => {
    const path = join(folder, 'looked-at.parquet');
    await writeFile(path, bytes);
    const rows = await engine.queryRows(renderSql(sql`SELECT to_json(kept) FROM read_parquet(${path}) AS kept`), 1_000);
    return rows.rows.flat().join('\n');
  });
}
