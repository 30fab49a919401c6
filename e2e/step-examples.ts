import { type Graph, type GraphEdge, type GraphNode, graphSchemaVersion } from '#core/graph/graph.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { deduplicate } from '#core/graph/nodes/deduplicate.ts';
import { createRule } from '#core/graph/validation-rule.ts';
import { describeStep } from './example-graphs.ts';

const condition = { field: 'lifecycle_stage', operator: 'equals', value: 'customer' } as const;
const isSpanish = { match: 'any' as const, conditions: [{ ...condition, field: 'country', value: 'ES' }], groups: [] };

/** One of each step that reads contacts, filled in as a person might. */
const stepExamples = [
  describeStep('filter', 'Filter', {
    match: 'all',
    conditions: [condition],
    groups: [isSpanish],
    caseSensitive: false,
  }),
  describeStep('validate', 'Check', {
    rules: [
      createRule('email', 'email'),
      createRule('unique', 'email'),
      { check: 'blank_share', action: 'warn', field: 'phone', maxPercent: 40 },
    ],
  }),
  describeStep('route', 'Route', {
    mode: 'first',
    caseSensitive: false,
    branches: [{ ...isSpanish, id: 'branch_es', name: 'Iberia' }],
  }),
  describeStep('clean', 'Clean up', {
    onFailure: 'keep_original',
    columns: [
      { as: 'email', field: 'email', sameInbox: true },
      { as: 'phone', field: 'phone', country: 'ES', countryField: 'country' },
    ],
  }),
  describeStep('replace', 'Find and replace', {
    fields: ['country'],
    match: 'whole',
    caseSensitive: false,
    pairs: [{ find: 'Germany', replace: 'DE' }],
  }),
  describeStep('split', 'Split', {
    field: 'email',
    by: 'delimiter',
    delimiter: '@',
    pattern: '',
    positions: [],
    into: 'columns',
    names: ['account', 'domain'],
    keepRest: false,
    keepSource: true,
    positionName: '',
  }),
  describeStep('merge', 'Merge', {
    fields: ['first_name', 'last_name'],
    separator: ' ',
    skipBlank: true,
    name: 'full_name',
    keepSources: false,
  }),
  describeStep('pivot', 'Pivot', {
    groupBy: ['country'],
    field: 'consent',
    values: [{ value: 'yes', name: 'agreed' }],
    function: 'count',
    measure: '',
    otherName: 'others',
  }),
  describeStep('unpivot', 'Unpivot', {
    fields: ['email', 'phone'],
    nameColumn: 'way',
    valueColumn: 'address',
    keepBlank: false,
  }),
  describeStep('sample', 'Sample', { method: 'random', rows: 20, step: 10, seed: 7 }),
  describeStep('window', 'Window', {
    groupBy: ['country'],
    orderBy: [{ field: 'lead_score', direction: 'desc' }],
    columns: [{ name: 'place', function: 'rank', field: '', rows: 1 }],
  }),
  describeStep('build-json', 'Build JSON', {
    fields: [{ field: 'email', key: 'mail' }],
    name: 'payload',
    skipBlank: false,
    keepSources: true,
  }),
  describeStep('sql', 'SQL', {
    query: 'SELECT country, count(*) AS contacts FROM input GROUP BY country',
    columns: [
      { name: 'country', type: 'text' },
      { name: 'contacts', type: 'integer' },
    ],
  }),
  describeStep('formula', 'Formula', { columns: [{ name: 'greeting', formula: 'CONCAT("Hola ", [first_name])' }] }),
  describeStep('lookup', 'Look up', {
    keys: [{ left: 'email', right: 'email', compare: 'text' }],
    columns: [{ field: 'company', name: 'known_company', otherwise: 'none' }],
    match: 'first',
    missing: 'keep',
    foundName: 'is_known',
  }),
  describeStep('join', 'Join', {
    type: 'anti',
    keys: [{ left: 'phone', right: 'phone', compare: 'digits' }],
    suffix: ' (2)',
  }),
  describeStep('union', 'Union', { distinct: true, mapping: [] }),
  describeStep('deduplicate', 'One row per person', {
    ...deduplicate.defaults,
    match: 'people',
    people: { names: ['first_name', 'last_name'], email: 'email', phone: 'phone', threshold: 92 },
    keep: 'merge',
    orderBy: 'updated_at',
    fields: [{ field: 'company', take: 'commonest' }],
    groupName: 'person',
    scoreName: 'alike',
  }),
  describeStep('protect', 'Protect', {
    columns: [
      { as: 'hash', field: 'email', keyed: true, tidy: true },
      { as: 'mask', field: 'phone', show: 'ends', first: 3, last: 2 },
      { as: 'token', field: 'id', prefix: 'tok', tidy: true },
      { as: 'encrypt', field: 'last_name', same: true },
    ],
    unreadable: 'reject',
  }),
  describeStep('enrich', 'Enrich', {
    columns: [
      { field: 'email', fact: 'company_domain', name: 'company_domain' },
      { field: 'country', fact: 'sales_region', name: 'sales_region' },
    ],
  }),
  describeStep('currency', 'Into dollars', {
    amount: 'amount',
    from: { field: 'currency', code: '' },
    to: { field: '', code: 'USD' },
    date: 'ordered_at',
    rates: { date: 'ordered_at', from: '', to: 'currency', rate: 'amount', base: 'EUR' },
    maxAgeDays: 7,
    rounding: 'half_even',
    decimals: null,
    missing: 'blank',
    name: 'amount_usd',
    rateName: 'rate',
    rateDateName: '',
  }),
] as const;

/** Each of them between the contacts it reads and a file it fills. */
export function createStepPipelines(): { name: string; stepId: string; graph: Graph }[] {
  return stepExamples.map((example) => {
    const step = placeNode(example.kind.replaceAll('-', '_'), example, 1, 0);
    const target = placeNode('file', describeStep('file-target', 'File', fileSettings), 2, 0);
    const rows = example.kind === 'currency' ? orders : contacts;
    const sources = wantedPorts(step).map((_, index) => placeNode(`source_${index}`, rows(index), 0, index));
    const edges = [
      ...wantedPorts(step).map((port, index) => connect(`source_${index}`, 'rows', step.id, port)),
      connect(step.id, listPorts(step).outputs[0]?.id ?? 'rows', target.id, 'rows'),
    ];
    const graph: Graph = { schemaVersion: graphSchemaVersion, nodes: [...sources, step, target], edges };
    return { name: example.name, stepId: step.id, graph };
  });
}

const fileSettings = { format: 'csv', fileName: 'contacts', escapeFormulas: true } as const;

function contacts(index: number) {
  return describeStep('sample-source', index === 0 ? 'Contacts' : 'Customers', { dataset: 'contacts', rows: 200 });
}

function orders(index: number) {
  return describeStep('sample-source', index === 0 ? 'Orders' : 'Rates', { dataset: 'orders', rows: 200 });
}

function placeNode(id: string, step: ReturnType<typeof describeStep>, column: number, row: number): GraphNode {
  return { ...step, id, position: { x: column * 320, y: row * 140 }, settings: { ...step.settings }, disabled: false };
}

function wantedPorts(node: GraphNode): string[] {
  return listPorts(node).inputs.flatMap(({ id, multiple }) => (multiple === true ? [id, id] : [id]));
}

function connect(fromNode: string, fromPort: string, toNode: string, toPort: string): GraphEdge {
  return {
    id: `${fromNode}_${toNode}_${toPort}`,
    from: { node: fromNode, port: fromPort },
    to: { node: toNode, port: toPort },
  };
}
