import { beforeAll, describe, expect, it } from 'vitest';
import { emptyGraph } from '#core/graph/graph.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createTestClient, type TestClient } from './create-test-client.ts';

provideTestDatabase();

let ana: TestClient;
let pipelineId: string;

beforeAll(async () => {
  ana = await createTestClient();
  pipelineId = (await ana.call('POST', '/api/v1/pipelines', { name: 'Contacts' })).body.id;
});

async function startRun(): Promise<string> {
  return (await ana.call('POST', `/api/v1/pipelines/${pipelineId}/runs`, { of: 'draft' })).body.id;
}

/** Reads an SSE body message by message. */
function readEvents(body: ReadableStream<Uint8Array>) {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let buffer = '';
  return {
    cancel: () => reader.cancel(),
    next: async () => {
      while (!buffer.includes('\n\n')) {
        const { value, done } = await reader.read();
        if (done) return null;
        buffer += value;
      }
      const [message = ''] = buffer.split('\n\n', 1);
      buffer = buffer.slice(message.length + 2);
      const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(message) ?? [];
      return { name, run: JSON.parse(data ?? 'null') };
    },
  };
}

describe('the events of a run', () => {
  it('tell how it is at once, then every change together with those that came meanwhile, and close at the end', async () => {
    const runId = await startRun();
    const answer = await ana.call('GET', `/api/v1/runs/${runId}/events`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const events = readEvents(answer.body);
    expect(await events.next()).toMatchObject({ name: 'run', run: { id: runId, status: 'queued', steps: [] } });

    for (let rows = 1n; rows <= 50n; rows += 1n) {
      await getDatabase().run.update({ where: { id: runId }, data: { status: 'running', rowsRead: rows } });
      await publish('run', runId);
    }
    let told = 0;
    let rowsRead = 0;
    while (rowsRead < 50) {
      rowsRead = (await events.next())?.run.rowsRead;
      told += 1;
    }
    expect(told).toBeLessThan(25);

    await getDatabase().run.update({ where: { id: runId }, data: { status: 'succeeded', finishedAt: new Date() } });
    await publish('run', runId);
    expect((await events.next())?.run.status).toBe('succeeded');
    expect(await events.next()).toBeNull();
  });

  it('stop being read when the reader leaves', async () => {
    const runId = await startRun();
    const events = readEvents((await ana.call('GET', `/api/v1/runs/${runId}/events`)).body);
    await events.next();
    await events.cancel();
    expect((await ana.call('POST', `/api/v1/runs/${runId}/cancel`)).body.status).toBe('cancelled');
    const after = readEvents((await ana.call('GET', `/api/v1/runs/${runId}/events`)).body);
    expect((await after.next())?.run.status).toBe('cancelled');
    expect(await after.next()).toBeNull();
  });
});

describe('retrying', () => {
  it('runs the same graph again, once the run has ended', async () => {
    const runId = await startRun();
    expect((await ana.call('POST', `/api/v1/runs/${runId}/retry`)).body.error.code).toBe('run_not_ended');
    await ana.call('POST', `/api/v1/runs/${runId}/cancel`);
    const retried = await ana.call('POST', `/api/v1/runs/${runId}/retry`);
    expect([retried.status, retried.body]).toMatchObject([202, { status: 'queued', trigger: 'manual', pipelineId }]);
    expect(retried.body.id).not.toBe(runId);
  });

  it('hands the event of a webhook to exactly one new run', async () => {
    const { workspaceId } = ana;
    const hook = { id: createId('hook'), workspaceId, pipelineId, nodeId: 'hook' };
    const run = { id: createId('run'), workspaceId, pipelineId, graph: { ...emptyGraph } as object };
    await getDatabase().hook.create({ data: hook });
    await getDatabase().run.create({
      data: { ...run, trigger: 'webhook', triggerNodeId: 'hook', status: 'failed', finishedAt: new Date() },
    });
    const event = {
      id: createId('evt'),
      hookId: hook.id,
      workspaceId,
      dedupeKey: '1',
      headers: {},
      contentType: 'a/b',
    };
    await getDatabase().hookEvent.create({ data: { ...event, body: Buffer.from('{}'), runId: run.id } });
    const answers = await Promise.all([1, 2].map(() => ana.call('POST', `/api/v1/runs/${run.id}/retry`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    const started = answers.find(({ status }) => status === 202)?.body;
    expect(started.trigger).toBe('webhook');
    expect((await getDatabase().hookEvent.findUniqueOrThrow({ where: { id: event.id } })).runId).toBe(started.id);
  });
});

describe('a file that a run made', () => {
  it('is downloaded under its name, which cannot break out of the header', async () => {
    const runId = await startRun();
    const name = 'año "x"\r\nSet-Cookie: a=b; ☃.csv';
    await getBlobStore().put(`runs/${runId}/file`, 'a,b\n1,2\n');
    const artifact = { runId, nodeId: 'target', name, blobKey: `runs/${runId}/file`, sizeBytes: 8 };
    await getDatabase().runArtifact.create({ data: artifact });
    const { status, headers, body } = await ana.call('GET', `/api/v1/runs/${runId}/artifacts/target`);
    expect([status, await new Response(body).text()]).toEqual([200, 'a,b\n1,2\n']);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('content-type')).toBe('application/octet-stream');
    const disposition = headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%-]+$/);
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe(name);
    expect((await ana.call('GET', `/api/v1/runs/${runId}/artifacts/other`)).body.error.code).toBe('artifact_not_found');
  });
});
