import { deduplicate } from '#core/graph/nodes/deduplicate.ts';
import { httpTarget } from '#core/graph/nodes/http-target.ts';
import { createChain, createContactsToTable, describeStep, readTable, writeTable } from './example-graphs.ts';
import { queryDatabase, readProduct } from './product.ts';
import type { ProductApi } from './product-api.ts';
import type { Crm } from './start-crm.ts';

interface PipelineAndRun {
  readonly pipelineId: string;
  readonly runId: string;
}

/** A company that has worked with the product for a while: things that went well, and one of each that did not. */
export interface ExampleWorkspace {
  readonly connectionId: string;
  /** Answers requests, so that there is a log of them. */
  readonly apiId: string;
  /** Some rows do not fit their type. */
  readonly cleaned: PipelineAndRun;
  /** Live, to a server that does not answer. */
  readonly failing: PipelineAndRun;
  /** To an API that refused a row in its second run. */
  readonly crm: PipelineAndRun;
  /** Can be undone; somebody changed a row since. */
  readonly undoable: PipelineAndRun;
  readonly undone: PipelineAndRun;
  /** Its source has a field renamed, and one more. */
  readonly drifted: PipelineAndRun;
  /** Into a table with columns, a closed list of values and a rule of its own. */
  readonly mapped: { readonly pipelineId: string };
}

export const knownPerson = 'leo@example.org';

/** Prepares all of it behind the interface. */
export async function prepareWorkspace(api: ProductApi, crm: Crm): Promise<ExampleWorkspace> {
  const { id: connectionId } = await api.provideWarehouse();
  const { id: brokenId } = await api.provideConnection('Old server', { port: 1 });
  const { id: apiId } = await api.call<{ id: string }>('POST', '/connections', {
    ...{ connector: 'http', name: 'Webinar tool', config: { baseUrl: crm.url, auth: 'none' }, secret: {} },
  });
  for (const id of [connectionId, brokenId, apiId]) await api.call('POST', `/connections/${id}/test`, {});
  await createTables();
  const draft = async (name: string, steps: Parameters<typeof createChain>[0]): Promise<PipelineAndRun> => {
    const { id } = await api.createPipeline(name, createChain(steps));
    return { pipelineId: id, runId: await api.runToTheEnd(id) };
  };
  const upsertPlans = [
    readTable(connectionId, 'new_plans', { id: 'integer', plan: 'text' }, 'New plans'),
    writeTable(connectionId, 'customers', { mode: 'upsert', keys: ['id'], createTable: false }, 'Customers'),
  ];
  const undone = await draft('Plans of last week', upsertPlans);
  const { id: undoingId } = await api.call<{ id: string }>('POST', `/runs/${undone.runId}/undo`, {});
  await api.waitForRun(undoingId);
  const undoable = await draft('Plans', upsertPlans);
  await queryWarehouse(`UPDATE customers SET plan = 'Enterprise' WHERE id = 2`);
  await erasePerson(api, draft, connectionId);
  return {
    connectionId,
    apiId,
    cleaned: await draft('Newest contact per e-mail', newestContacts),
    failing: await publishFailing(api, brokenId),
    crm: await sendTwice(api, crm),
    undoable,
    undone: { ...undone, runId: undoingId },
    drifted: await letDrift(api, connectionId),
    mapped: await createMapped(api, connectionId),
  };
}

/** Contacts with a type that some of them do not fit, the newest per e-mail, as a file. */
const newestContacts = [
  describeStep('sample-source', 'Contacts', { dataset: 'contacts', rows: 5000 }),
  describeStep('select', 'Typed', {
    columns: [{ source: 'signup_date', name: 'signed_up_on', type: 'date', format: '' }],
    rest: 'keep',
    onCastError: 'reject',
  }),
  describeStep('deduplicate', 'Newest per e-mail', {
    ...deduplicate.defaults,
    keys: ['email'],
    keep: 'last',
    orderBy: 'updated_at',
  }),
  describeStep('file-target', 'Clean contacts', { format: 'csv', fileName: 'contacts', escapeFormulas: true }),
];

function queryWarehouse(text: string) {
  return queryDatabase(readProduct().warehouseUrl, text);
}

async function createTables(): Promise<void> {
  await queryWarehouse(`DROP TABLE IF EXISTS new_plans, customers, sign_ups, subscribers, people_source, people_target;
    DROP TABLE IF EXISTS webinar, members; DROP TYPE IF EXISTS member_plan;
    CREATE TABLE new_plans (id bigint, plan text); INSERT INTO new_plans VALUES (1, 'Pro'), (2, 'Pro'), (3, 'Pro');
    CREATE TABLE customers (id bigint PRIMARY KEY, plan text, note text);
    INSERT INTO customers VALUES (1, 'Free', 'old friend'), (2, 'Free', NULL);
    CREATE TABLE sign_ups (id bigint, mail text); CREATE TABLE subscribers (id bigint PRIMARY KEY, mail text);
    INSERT INTO sign_ups VALUES (1, 'ana@example.org'), (2, '${knownPerson}');
    CREATE TABLE people_source (id int, phone text, score int);
    INSERT INTO people_source VALUES (1, '600 111 222', 5), (2, '600 333 444', 7);
    CREATE TABLE webinar (email text, apellidos text, tier text, joined text, country text);
    INSERT INTO webinar VALUES ('ana@example.com', 'García', 'Pro', '2026-01-31', 'ES'),
      ('bo@example.com', 'Li', 'free', 'soon', 'SG'), ('cy@example.com', 'Roe', 'Pro', '2026-03-01', 'US');
    CREATE TYPE member_plan AS ENUM ('free', 'pro', 'enterprise');
    CREATE TABLE members (email text PRIMARY KEY, last_name text CHECK (last_name <> 'Roe'), plan member_plan NOT NULL,
      joined_on date, country char(2), score int, origin text NOT NULL)`);
}

async function erasePerson(
  api: ProductApi,
  draft: (name: string, steps: Parameters<typeof createChain>[0]) => Promise<PipelineAndRun>,
  connectionId: string,
): Promise<void> {
  await draft('Newsletter', [
    readTable(connectionId, 'sign_ups', { id: 'integer', mail: 'text' }, 'Sign-ups'),
    writeTable(connectionId, 'subscribers', { mode: 'upsert', keys: ['id'], createTable: false }, 'Subscribers'),
  ]);
  await api.call('POST', '/people/erasures', { email: 'ana@example.org' });
  await api.waitFor(async () => {
    const { erasures } = await api.call<{ erasures: { status: string }[] }>('GET', '/people/erasures');
    return erasures.every(({ status }) => status === 'done');
  });
}

async function publishFailing(api: ProductApi, connectionId: string): Promise<PipelineAndRun> {
  const graph = createContactsToTable(connectionId, 'contacts');
  const { id, draft } = await api.createPipeline('Contacts to the old server', graph);
  await api.call('POST', `/pipelines/${id}/publish`, { baseRevision: draft.revision });
  return { pipelineId: id, runId: await api.runToTheEnd(id, 'published') };
}

async function sendTwice(api: ProductApi, crm: Crm): Promise<PipelineAndRun> {
  const graph = createChain([
    describeStep('sample-source', 'Contacts', { dataset: 'contacts', rows: 60 }),
    describeStep('http-target', 'CRM', { ...httpTarget.defaults, url: crm.url, batchSize: 10 }),
  ]);
  const { id } = await api.createPipeline('Contacts to the CRM', graph);
  const first = await api.runToTheEnd(id);
  const { rows } = await api.call<{ rows: { cells: unknown[] }[] }>('GET', `/runs/${first}/steps/step_1/rows?limit=1`);
  crm.refuse(String(rows[0]?.cells.find((cell) => typeof cell === 'string' && cell.includes('@'))));
  return { pipelineId: id, runId: await api.runToTheEnd(id) };
}

async function letDrift(api: ProductApi, connectionId: string): Promise<PipelineAndRun> {
  const fields = { id: 'integer', phone: 'text', score: 'integer' } as const;
  const graph = createChain([
    readTable(connectionId, 'people_source', fields, 'People'),
    writeTable(connectionId, 'people_target', {}, 'Table'),
  ]);
  const { id } = await api.createPipeline('Phone numbers', graph);
  await api.runToTheEnd(id);
  await queryWarehouse(
    'ALTER TABLE people_source RENAME phone TO phone_number; ALTER TABLE people_source ADD city text',
  );
  return { pipelineId: id, runId: await api.runToTheEnd(id) };
}

async function createMapped(api: ProductApi, connectionId: string): Promise<{ pipelineId: string }> {
  const fields = { email: 'text', apellidos: 'text', tier: 'text', joined: 'text', country: 'text' } as const;
  const mapping = [
    { field: 'email', column: 'email' },
    { field: 'apellidos', column: 'last_name' },
    { field: 'tier', column: 'plan', values: [{ from: 'Pro', to: 'pro' }] },
    { field: 'joined', column: 'joined_on', cast: 'date' as const },
    { field: '', column: 'origin', fixed: 'telar' },
  ];
  const graph = createChain([
    readTable(connectionId, 'webinar', fields, 'Webinar'),
    writeTable(connectionId, 'members', { mode: 'upsert', keys: ['email'], createTable: false, mapping }, 'Members'),
  ]);
  const { id } = await api.createPipeline('Webinar to members', graph);
  return { pipelineId: id };
}
