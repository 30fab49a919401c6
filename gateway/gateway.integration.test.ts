import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestPipeline, type TestPipeline } from '#core/runs/create-test-pipeline.ts';
import { createGateway } from './create-gateway.ts';

provideTestDatabase();

let gateway: FastifyInstance;
let origin: string;
let pipeline: TestPipeline;
let hookId: string;

beforeAll(async () => {
  gateway = createGateway();
  origin = await gateway.listen({ host: '127.0.0.1', port: 0 });
  pipeline = await createTestPipeline();
  hookId = createId('hook');
  const { workspaceId, pipelineId } = pipeline;
  await getDatabase().hook.create({ data: { id: hookId, workspaceId, pipelineId, nodeId: 'in' } });
});
afterAll(() => gateway.close());

async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, hook = hookId) {
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
  const response = await fetch(`${origin}/hooks/${hook}`, init);
  return { status: response.status, answer: await response.json() };
}

describe('an event', () => {
  it('is stored byte for byte, with its run, before the answer', async () => {
    const body = new TextEncoder().encode('{ "email":"ána@example.com",\r\n "n": 1.0 }');
    const { status, answer } = await post(body, { authorization: 'Bearer secret', 'x-source': 'shop' });
    expect(status).toBe(202);
    const event = await getDatabase().hookEvent.findUniqueOrThrow({ where: { id: answer.eventId } });
    expect(Buffer.from(event.body).equals(Buffer.from(body))).toBe(true);
    expect(event.headers).toMatchObject({ 'x-source': 'shop' });
    expect(JSON.stringify(event.headers)).not.toContain('secret');
    const run = await getDatabase().run.findUniqueOrThrow({ where: { id: answer.runId } });
    expect(run).toMatchObject({ trigger: 'webhook', triggerNodeId: 'in', versionId: pipeline.versionId });
    expect(await getDatabase().outboxMessage.count({ where: { key: `${run.id}-0` } })).toBe(1);
  });

  it('starts exactly one run, though twenty copies come at once', async () => {
    const id = randomUUID();
    const before = await getDatabase().run.count();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('{}', { 'webhook-id': id })));
    expect(new Set(answers.map(({ status, answer }) => `${status} ${answer.eventId} ${answer.runId}`)).size).toBe(1);
    expect(await getDatabase().run.count()).toBe(before + 1);
    expect((await post('{}', { 'webhook-id': `${id}-other` })).answer.runId).not.toBe(answers[0]?.answer.runId);
  });

  it.each([
    ['text/csv; charset=utf-8', 202],
    ['application/x-www-form-urlencoded', 202],
    ['application/cloudevents+json', 202],
    ['image/png', 415],
  ])('of type %s is answered %i', async (contentType, expected) => {
    const { status } = await post('a,b\n1,2\n', { 'content-type': contentType });
    expect(status).toBe(expected);
  });
});

describe('refusals', () => {
  it('does not tell an unknown address from a closed one', async () => {
    const unknown = await post('{}', {}, createId('hook'));
    await getDatabase().hook.update({ where: { id: hookId }, data: { enabled: false } });
    const closed = await post('{}');
    await getDatabase().hook.update({ where: { id: hookId }, data: { enabled: true } });
    expect(unknown).toEqual(closed);
    expect(unknown).toMatchObject({ status: 404, answer: { error: { code: 'hook_unknown' } } });
  });

  it('says that the pipeline is not live', async () => {
    const where = { id: pipeline.pipelineId };
    await getDatabase().pipeline.update({ where, data: { publishedVersionId: null } });
    const { status, answer } = await post('{}');
    await getDatabase().pipeline.update({ where, data: { publishedVersionId: pipeline.versionId } });
    expect({ status, code: answer.error.code }).toEqual({ status: 409, code: 'pipeline_unpublished' });
  });

  it('names the limit of a body that is too large, and stores nothing', async () => {
    const before = await getDatabase().hookEvent.count();
    const { status, answer } = await post(`"${'x'.repeat(5 * 1024 * 1024)}"`, { 'accept-language': 'es' });
    expect({ status, code: answer.error.code }).toEqual({ status: 413, code: 'body_too_large' });
    expect(answer.error.message).toContain('5120');
    expect(await getDatabase().hookEvent.count()).toBe(before);
  });
});

it('says that it is well when its database is', async () => {
  const response = await fetch(`${origin}/healthz`);
  expect(await response.json()).toEqual({ status: 'ok' });
});
