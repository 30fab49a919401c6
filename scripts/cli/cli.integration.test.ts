import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionKinds, sourceConnectors, targetConnectors } from '#connectors/registry.ts';
import { createConnection } from '#core/connections/create-connection.ts';
import { locales } from '#core/contracts/identity.ts';
import { listFormulaFunctions } from '#core/formula/function-registry.ts';
import { type Graph, type GraphNode, graphSchemaVersion, type NodeKind } from '#core/graph/graph.ts';
import { getNodeDefinition, listNodeDefinitions } from '#core/graph/node-registry.ts';
import { publishPipeline } from '#core/pipelines/publish-pipeline.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { setUp } from '#core/security/set-up.ts';
import { holdNextPort } from '#scripts/hold-port.ts';
import { runCli } from './run-cli.ts';
import { type CliOutcome, type SpawnOptions, spawnCli } from './spawn-cli.test-kit.ts';

provideTestDatabase();

const timeout = 120_000;
const password = 'hunter2-hunter2';
let folder: string;
let workspaceId: string;
let userId: string;
let connectionId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-cli-'));
  const owner = { name: 'Ana', email: 'ana@example.com', password: '0123456789', workspaceName: 'Demo' };
  ({ workspaceId, userId } = await setUp(owner, 'en'));
  connectionId = await createConnection(session(), { connector: 'postgres', name: 'Warehouse', ...address() });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function session() {
  const names = { userName: 'Ana', email: 'ana@example.com', workspaceName: 'Demo' };
  return { workspaceId, userId, ...names, locale: 'en', role: 'owner' } as const;
}

function address() {
  const { hostname, port, pathname, username } = new URL(process.env.DATABASE_URL ?? '');
  const config = { host: hostname, port: Number(port || 5432), database: pathname.slice(1), user: username };
  return { config: { ...config, tls: 'disable' }, secret: { password } };
}

/** As a terminal runs it. */
const spawnTelar = (args: readonly string[], options: Partial<SpawnOptions> = {}): Promise<CliOutcome> =>
  spawnCli(args, { folder, ...options });

/** The same command line in this process, which spares starting one. */
async function telar(args: readonly string[]): Promise<CliOutcome> {
  let output = '';
  let notes = '';
  const code = await runCli(['--lang', 'en', ...args], {
    folder,
    print: (text) => {
      output += `${text}\n`;
    },
    note: (text) => {
      notes += `${text}\n`;
    },
    interrupted: new AbortController().signal,
  });
  return { code, output, notes };
}

function node(id: string, kind: NodeKind, settings: Record<string, unknown>): GraphNode {
  const name = id.toUpperCase();
  const defaults = getNodeDefinition(kind).defaults;
  return { id, kind, name, position: { x: 0, y: 0 }, settings: { ...defaults, ...settings }, disabled: false };
}

function chain(...nodes: GraphNode[]): Graph {
  const edges = nodes.slice(1).map(({ id }, index) => ({
    id: `e${index}`,
    from: { node: nodes[index]?.id ?? '', port: 'rows' },
    to: { node: id, port: 'rows' },
  }));
  return { schemaVersion: graphSchemaVersion, nodes, edges };
}

const source = (rows = 2_000) => node('contacts', 'sample-source', { dataset: 'contacts', rows });
const withEmail = (field = 'email') =>
  node('keep', 'filter', { conditions: [{ field, operator: 'is_not_blank', value: '' }] });
const once = () => node('once', 'deduplicate', { keys: ['email'] });
const table = (name: string, more = {}) => node('load', 'postgres-target', { connectionId, table: name, ...more });

async function write(fileName: string, graph: Graph, more: Record<string, unknown> = {}): Promise<string> {
  const file = { telar: 1, name: fileName.replace('.json', ''), graph, connections: [], ...more };
  await writeFile(join(folder, fileName), JSON.stringify(file));
  return fileName;
}

describe('validate', { timeout }, () => {
  it('needs no database and answers 0 for a pipeline that can run', async () => {
    const file = await write('fine.json', chain(source(), withEmail(), once(), node('out', 'file-target', {})));
    const dataDir = join(folder, 'no-data');
    const environment = { DATABASE_URL: undefined, TELAR_DATA_DIR: dataDir };
    expect(await spawnTelar(['validate', file], { environment })).toMatchObject({ code: 0, output: 'fine can run.\n' });
  });

  it('names step, setting and remedy in the language of the terminal', async () => {
    const file = await write('wrong.json', chain(source(), withEmail('emial'), node('out', 'file-target', {})));
    const outcome = await spawnTelar(['validate', file], { environment: { LANG: 'es_ES.UTF-8' } });
    expect(outcome.code).toBe(1);
    expect(outcome.output).toMatch(/error\s+KEEP\s+conditions\.0\.field\s+.*¿Querías decir email\?/);
    const json = await telar(['validate', file, '--json']);
    const problem = { node: 'KEEP', nodeId: 'keep', field: 'conditions.0.field', code: 'field_unknown' };
    expect(JSON.parse(json.output)).toMatchObject({ valid: false, problems: [problem] });
  });

  it.each([
    [['validate'], 2, 'Say which file.'],
    [['validate', 'a.json', '--jsn'], 2, 'Did you mean --json?'],
    [['validte', 'a.json'], 2, 'Did you mean validate?'],
    [['validate', 'nowhere.json'], 1, 'The file nowhere.json does not exist.'],
  ])('%j ends with %i', async (args, code, sentence) => {
    const outcome = await telar(args);
    expect(outcome).toMatchObject({ code, output: '' });
    expect(outcome.notes).toContain(sentence);
  });

  it('hands its exit code to the shell', async () => {
    expect(await spawnTelar(['validate'])).toMatchObject({ code: 2, output: '' });
  });
});

describe('import and export', { timeout }, () => {
  it('creates, then changes nothing, then updates', async () => {
    const file = await write('Daily.json', chain(source(), table('daily')));
    const outcomes = [];
    outcomes.push(JSON.parse((await spawnTelar(['import', file, '--json'])).output));
    outcomes.push(JSON.parse((await telar(['import', file, '--json'])).output));
    await write('Daily.json', chain(source(), withEmail(), table('daily')));
    outcomes.push(JSON.parse((await telar(['import', file, '--json'])).output));
    const pipelineId = outcomes[0].pipelineId;
    expect(outcomes).toMatchObject(['created', 'unchanged', 'updated'].map((outcome) => ({ pipelineId, outcome })));
    const pipelines = await getDatabase().pipeline.findMany({ where: { name: 'Daily' } });
    expect(pipelines).toMatchObject([{ id: pipelineId, draftRevision: 1, workspaceId }]);
  });

  it('exports what imports to the same, without secrets', async () => {
    expect(await spawnTelar(['export', 'Daily', '-o', 'exported.json'])).toMatchObject({ code: 0, output: '' });
    const exported = await readFile(join(folder, 'exported.json'), 'utf8');
    expect(JSON.parse(exported).connections).toEqual([{ id: connectionId, connector: 'postgres', name: 'Warehouse' }]);
    expect(exported).not.toContain(password);
    expect((await telar(['import', 'exported.json'])).output).toContain('is the same already');
    await telar(['import', 'exported.json', '--name', 'Copy']);
    const copy = await telar(['export', 'Copy']);
    expect(copy.output).toBe(exported.replace('"name": "Daily"', '"name": "Copy"'));
  });

  it('exports the live version once there is one', async () => {
    const refused = await telar(['export', 'Daily', '--published']);
    expect(refused).toMatchObject({ code: 1, output: '' });
    expect(refused.notes).toContain('not live yet');
    const { id } = await getDatabase().pipeline.findFirstOrThrow({ where: { name: 'Daily' } });
    await publishPipeline(session(), id, { baseRevision: 1 });
    expect((await telar(['export', id, '--published'])).output).toBe((await telar(['export', 'Daily'])).output);
    expect((await telar(['export', 'Dialy'])).notes).toContain('Did you mean Daily?');
    expect((await telar(['export', 'Daily', '--draft', '--published'])).code).toBe(2);
  });

  it('finds connections of another installation by kind and name, and lists those it lacks', async () => {
    const foreign = { id: 'conn_foreign', connector: 'postgres' };
    const graph = chain(source(), table('moved', { connectionId: foreign.id }));
    const file = await write('Moved.json', graph, { connections: [{ ...foreign, name: 'Warehouse' }] });
    expect(await telar(['import', file])).toMatchObject({ code: 0, notes: '' });
    const moved = await getDatabase().pipeline.findFirstOrThrow({ where: { name: 'Moved' } });
    expect((moved.draftGraph as unknown as Graph).nodes[1]?.settings.connectionId).toBe(connectionId);
    await write('Moved.json', graph, { connections: [{ ...foreign, name: 'Elsewhere' }] });
    const lacking = await telar(['run', file]);
    expect(lacking).toMatchObject({ code: 1, output: '' });
    expect(lacking.notes).toMatch(/A connection is missing\.[\s\S]*Elsewhere\s+postgres\s+LOAD/);
    expect(await getDatabase().run.count({ where: { pipelineId: moved.id } })).toBe(0);
  });
});

describe('run', { timeout }, () => {
  const count = async (name: string) => {
    const [row] = await getDatabase().$queryRawUnsafe<{ count: number }[]>(`SELECT count(*)::int FROM "${name}"`);
    return row?.count;
  };

  it('runs a file and shows what each step did', async () => {
    const file = await write('Load.json', chain(source(), withEmail(), once(), table('loaded')));
    const outcome = await spawnTelar(['run', file, '--json']);
    expect(outcome.code, outcome.notes).toBe(0);
    const run = JSON.parse(outcome.output);
    expect(run).toMatchObject({ status: 'succeeded', trigger: 'cli', versionNumber: null });
    const [read, kept, unique, loaded] = run.steps;
    expect(read.rowsOut).toBe(2_000);
    expect(kept.rowsIn).toBe(kept.rowsOut + kept.rowsFiltered);
    expect(unique.rowsOut).toBe(loaded.rowsIn);
    expect(await count('loaded')).toBe(loaded.rowsLoaded);
    expect(loaded.rowsLoaded).toBeGreaterThan(1_000);
    expect(outcome.notes).toMatch(/CONTACTS: done, 2,000 in, 2,000 out/);
  });

  it('runs the live version of a pipeline by name', async () => {
    const outcome = await telar(['run', 'Daily', '--published']);
    expect(outcome.code, outcome.notes).toBe(0);
    expect(outcome.output).toMatch(/CONTACTS\s+done\s+2,000\s+2,000[\s\S]*Run run_\w+ succeeded in/);
    expect(await getDatabase().run.findFirst({ where: { pipeline: { name: 'Daily' } } })).toMatchObject({
      status: 'succeeded',
      trigger: 'cli',
      createdBy: userId,
    });
    expect((await telar(['run', 'Load.json', '--published'])).code).toBe(2);
  });

  it('makes a file to download', async () => {
    const outcome = await telar(['run', await write('File.json', chain(source(20), node('out', 'file-target', {})))]);
    expect(outcome.code, outcome.notes).toBe(0);
    expect(outcome.output).toMatch(/Made result\.csv \([\d,]+ bytes\)\.\nDownload at http:\/\/\S+\/runs\/run_\w+\n/);
  });

  it('says at which step and why it failed', async () => {
    const graph = chain(source(10), table('loadde', { createTable: false }));
    const outcome = await telar(['run', await write('Fail.json', graph)]);
    expect(outcome.code).toBe(1);
    expect(outcome.output).toMatch(/LOAD\s+failed[\s\S]*Run run_\w+ failed at LOAD: .*loaded/);
  });

  it('refuses a pipeline with errors before there is a run', async () => {
    const outcome = await telar(['run', await write('Refused.json', chain(source(), withEmail('x'), table('x')))]);
    expect(outcome).toMatchObject({ code: 1, output: '' });
    expect(outcome.notes).toMatch(/error\s+KEEP[\s\S]*Refused was not run: 1 error\./);
    expect(await getDatabase().run.count({ where: { pipeline: { name: 'Refused' } } })).toBe(0);
  });

  it('cancels on Ctrl+C', async () => {
    let interrupted = false;
    const onNote = (notes: string, interrupt: () => void) => {
      if (!interrupted && notes.includes('CONTACTS: ')) interrupt();
      interrupted ||= notes.includes('CONTACTS: ');
    };
    const file = await write('Long.json', chain(source(10_000_000), once(), table('long')));
    const outcome = await spawnTelar(['run', file], { onNote });
    expect(outcome.code).toBe(1);
    expect(outcome.output).toMatch(/Run run_\w+ was cancelled\.\n$/);
    const runs = await getDatabase().run.findMany({ where: { pipeline: { name: 'Long' } } });
    expect(runs).toMatchObject([{ status: 'cancelled', leaseUntil: null }]);
  });

  it('says what to start when the database is not running', async () => {
    const dataDir = await mkdtemp(join(folder, 'data-'));
    const environment = { DATABASE_URL: undefined, TELAR_DATA_DIR: dataDir };
    expect((await spawnTelar(['run', 'Daily'], { environment })).notes).toContain(
      'There is no database yet. Start Telar',
    );
    const port = await holdNextPort('127.0.0.1', 54_900);
    await writeFile(join(dataDir, 'database-url'), `postgres://telar@127.0.0.1:${port}/telar`);
    expect(await spawnTelar(['run', 'Daily'], { environment })).toMatchObject({
      code: 1,
      notes: expect.stringContaining('Start it with npm start'),
    });
  });
});

it('lists exactly what the registries hold', { timeout }, async () => {
  const outcome = await spawnTelar(['inventory', '--json']);
  expect(outcome.code, outcome.notes).toBe(0);
  const inventory = JSON.parse(outcome.output);
  const names = (items: { name: string }[]) => items.map(({ name }) => name);
  expect(inventory.nodes).toEqual(
    listNodeDefinitions().map(({ kind, category, inputs, outputs }) => ({
      kind,
      category,
      inputs: inputs.map(({ id }) => id),
      outputs: outputs.map(({ id }) => id),
    })),
  );
  const kinds = [...Object.keys(sourceConnectors), ...Object.keys(targetConnectors)];
  for (const { name, reads, writes } of inventory.connectors) {
    expect(kinds.some((kind) => kind.startsWith(`${name}-`) && kind in sourceConnectors)).toBe(reads);
    expect(kinds.some((kind) => kind.startsWith(`${name}-`) && kind in targetConnectors)).toBe(writes);
  }
  expect(kinds.every((kind) => names(inventory.connectors).some((name) => kind.startsWith(`${name}-`)))).toBe(true);
  expect(inventory.connections.map((kind: { connector: string }) => kind.connector)).toEqual(
    Object.keys(connectionKinds),
  );
  expect(names(inventory.formulaFunctions)).toEqual(names([...listFormulaFunctions()]));
  expect(names(inventory.streams)).toEqual(['contacts', 'orders', 'campaigns', 'web_events']);
  expect(names(inventory.actions)).toEqual(expect.arrayContaining(['append', 'upsert', 'replace', 'csv', 'POST']));
  expect(inventory.apiRoutes).toContainEqual({ method: 'PUT', path: '/api/v1/pipelines/:pipelineId/draft' });
  expect(inventory.apiRoutes.length).toBeGreaterThan(30);
  expect(inventory.gatewayRoutes).toContainEqual({ method: 'POST', path: '/hooks/:hookId' });
  expect(inventory.languages).toEqual(locales);
  expect(inventory.templates).toEqual([]);
});
