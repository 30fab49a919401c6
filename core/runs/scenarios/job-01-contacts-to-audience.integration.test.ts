import { expect, it } from 'vitest';
import type { Graph } from '#core/graph/graph.ts';
import { testNode } from '../create-test-warehouse.ts';
import { connectNodes, openStage } from './open-stage.test-kit.ts';

/**
 * Job 1: new contacts of a CRM (HubSpot's shapes) → one per e-mail → enriched → into an audience (Mailchimp's batch), hourly.
 * Traps: nested properties and cursor pages; `Ana@X.es ` is `ana@x.es`; what is written late shows up late; 500 members
 * per batch; people who left must not be subscribed again. Passes: the second run writes nothing.
 */
const stage = openStage();

interface Contact {
  readonly id: string;
  readonly email: string | null;
  readonly city: string;
  readonly updatedAt: string;
}

const pageSize = 100;
let contacts: Contact[] = [];

/** `GET /crm/v3/objects/contacts`, 100 a page; the audience takes a list of members. */
function speakAsVendors(): void {
  stage.answer(({ method, url }) => {
    if (method === 'POST') return { body: { new_members: [], updated_members: [], errors: [], error_count: 0 } };
    const from = Number(url.searchParams.get('after') ?? 0);
    const results = contacts.slice(from, from + pageSize).map(({ id, email, city, updatedAt }) => ({
      ...{ id, updatedAt, archived: false },
      properties: { email, city },
    }));
    const hasMore = from + pageSize < contacts.length;
    return { body: { results, ...(hasMore && { paging: { next: { after: String(from + pageSize) } } }) } };
  });
}

function graph(): Graph {
  const { connectionId } = stage.shop();
  const nodes = [
    testNode('crm', 'http-source', {
      url: stage.at('/crm/v3/objects/contacts?limit=100&properties=email,city'),
      rowsPath: 'results',
      paging: { kind: 'cursor', path: 'paging.next.after', parameter: 'after' },
      fields: [
        { name: 'id', type: 'text' },
        { name: 'email_address', type: 'text', path: ['properties', 'email'] },
        { name: 'city', type: 'text', path: ['properties', 'city'] },
        { name: 'updated', type: 'datetime', path: ['updatedAt'] },
      ],
      sync: { mode: 'incremental', cursor: 'updated', keys: ['id'], overlap: 300, deletes: { kind: 'ignore' } },
    }),
    testNode('tidy', 'clean', {
      columns: [{ as: 'email', field: 'email_address', sameInbox: false }],
      onFailure: 'reject',
    }),
    testNode('some', 'filter', { conditions: [{ field: 'email_address', operator: 'is_not_blank', value: '' }] }),
    testNode('one', 'deduplicate', { keys: ['email_address'], keep: 'last', orderBy: 'updated' }),
    testNode('regions', 'postgres-source', {
      ...{ connectionId, schema: 'shop', table: 'regions' },
      fields: [
        { name: 'city', type: 'text' },
        { name: 'region', type: 'text' },
      ],
    }),
    testNode('enrich', 'lookup', {
      keys: [{ left: 'city', right: 'city', compare: 'text' }],
      columns: [{ field: 'region', name: 'REGION', otherwise: '' }],
    }),
    testNode('member', 'formula', { columns: [{ name: 'status_if_new', formula: '"subscribed"' }] }),
    testNode('fields', 'select', {
      columns: ['email_address', 'status_if_new', 'REGION'].map((name) => ({
        source: name,
        name,
        type: null,
        format: '',
      })),
      rest: 'drop',
    }),
    testNode('audience', 'http-target', {
      ...{ url: stage.at('/3.0/lists/a1'), wrapKey: 'members', batchSize: 500 },
      ...{ mode: 'upsert', keys: ['email_address'] },
    }),
  ];
  const flow = ['crm', 'tidy', 'some', 'one', 'enrich', 'member', 'fields', 'audience'];
  const edges = flow.slice(1).map((to, index) => `${flow[index]}>${to}`);
  return connectNodes(nodes, [...edges, 'regions>enrich.list']);
}

interface Member {
  readonly email_address: string;
  readonly status_if_new: string;
  readonly REGION: string | null;
}

/** Members of every batch since the last look. */
function takeBatches(): Member[][] {
  const batches = stage.heard.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body).members);
  stage.heard.splice(0);
  return batches;
}

it('writes every person once, in batches, and nothing the second time', async () => {
  await stage.query(`CREATE TABLE shop.regions (city text, region text);
    INSERT INTO shop.regions VALUES ('león', 'Castilla y León'), ('Madrid', 'Comunidad de Madrid')`);
  contacts = Array.from({ length: 1204 }, (_, index) => ({
    id: String(index),
    // The last 17 are people who are there already, written in another way.
    email: index < 1187 ? `person${index}@example.com` : ` Person${index - 1187}@Example.com `,
    city: index % 3 === 0 ? 'León' : index % 3 === 1 ? 'Madrid' : 'Atlantis',
    updatedAt: new Date(Date.UTC(2026, 0, 1, 9) + index * 1000).toISOString(),
  }));
  contacts.push({ id: 'none', email: null, city: 'León', updatedAt: '2026-01-01T09:00:00.000Z' });
  speakAsVendors();
  const first = await stage.shop().run(graph());
  expect(first.error).toBeNull();
  expect(first).toMatchObject({
    status: 'succeeded',
    steps: {
      crm: { rowsIn: 1205 },
      some: { rowsOut: 1204, rowsFiltered: 1 },
      one: { rowsIn: 1204, rowsOut: 1187 },
      // Who is not found goes on all the same.
      enrich: { rowsIn: 1187, rowsOut: 1187 },
      audience: { rowsLoaded: 1187 },
    },
  });
  const batches = takeBatches();
  expect(batches.map(({ length }) => length)).toEqual([500, 500, 187]);
  const members = batches.flat();
  expect(new Set(members.map((member) => member.email_address)).size).toBe(1187);
  // `status` would subscribe again who has left.
  expect(Object.keys(members[0] ?? {})).toEqual(['email_address', 'status_if_new', 'REGION']);
  expect(members.filter(({ REGION }) => REGION === null).length).toBeGreaterThan(300);

  const second = await stage.shop().run(graph());
  expect(second.status).toBe('succeeded');
  expect(takeBatches()).toEqual([]);
});

it('takes what shows up late, and only that', async () => {
  await stage.query('CREATE TABLE shop.regions (city text, region text)');
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 9, 0, seconds)).toISOString();
  contacts = [{ id: '1', email: 'ana@x.es', city: '', updatedAt: at(30) }];
  speakAsVendors();
  await stage.shop().run(graph());
  takeBatches();
  contacts.unshift({ id: '2', email: 'late@x.es', city: '', updatedAt: at(20) });
  await stage.shop().run(graph());
  expect(
    takeBatches()
      .flat()
      .map((member) => member.email_address),
  ).toEqual(['late@x.es']);
});
