import { expect, it } from 'vitest';
import { readApiSchema } from './read-api-schema.ts';

const contact = {
  type: 'object',
  required: ['email', 'id'],
  properties: {
    id: { type: 'string', readOnly: true },
    email: { type: 'string', maxLength: 120, pattern: '^\\S+@\\S+$' },
    country: { type: ['string', 'null'], pattern: '^(?=[A-Z])..$' },
    plan: { $ref: '#/components/schemas/Plan' },
    born: { type: 'string', format: 'date' },
    points: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string' } },
    note: { anyOf: [{ type: 'string', maxLength: 5 }, { type: 'null' }] },
  },
};
const fields = [
  { name: 'email', type: 'text', maxLength: 120, pattern: '^\\S+@\\S+$', required: true },
  { name: 'country', type: 'text' },
  { name: 'plan', type: 'text', values: ['gold', 'silver'] },
  { name: 'born', type: 'date' },
  { name: 'points', type: 'integer' },
  { name: 'tags', type: 'json' },
  { name: 'note', type: 'text', maxLength: 5 },
];
const components = {
  schemas: {
    Plan: { type: 'string', enum: ['gold', 'silver'] },
    Base: { type: 'object', properties: { source: { type: 'string' } }, required: ['source'] },
    Contact: contact,
  },
};

it('reads the fields of a JSON Schema, of one row or of a list of them', () => {
  const schema = { title: 'Contact', ...contact, components };
  expect(readApiSchema(JSON.stringify(schema))).toEqual([{ name: 'Contact', fields }]);
  expect(readApiSchema(JSON.stringify({ type: 'array', items: contact, components }))).toEqual([{ name: '', fields }]);
  const wrapped = { type: 'object', properties: { contacts: { type: 'array', items: contact } }, components };
  expect(readApiSchema(JSON.stringify(wrapped))).toEqual([{ name: '', fields }]);
});

it('reads each request with a JSON body of an OpenAPI document', () => {
  const body = (schema: object) => ({ requestBody: { content: { 'application/json; charset=utf-8': { schema } } } });
  const paths = {
    '/contacts': { get: {}, post: body({ $ref: '#/components/schemas/Contact' }) },
    '/leads/{id}': {
      patch: body({
        allOf: [
          { $ref: '#/components/schemas/Base' },
          { properties: { score: { type: 'number' } }, required: ['score'] },
        ],
      }),
    },
    '/upload': { post: { requestBody: { content: { 'text/csv': { schema: contact } } } } },
    '/old': { put: { parameters: [{ in: 'body', schema: { $ref: '#/components/schemas/Base' } }] } },
  };
  const bodies = readApiSchema(JSON.stringify({ openapi: '3.1.0', paths, components }));
  expect(bodies.map(({ name }) => name)).toEqual(['POST /contacts', 'PATCH /leads/{id}', 'PUT /old']);
  expect(bodies[0]?.fields).toEqual(fields);
  expect(bodies[1]?.fields).toEqual([
    { name: 'score', type: 'number', required: true },
    { name: 'source', type: 'text', required: true },
  ]);
});

it('finds nothing in what is no schema, and ends where one goes round in a circle', () => {
  const circle = { $ref: '#/components/schemas/A', components: { schemas: { A: { $ref: '#/components/schemas/A' } } } };
  for (const text of ['', 'nope', '[]', '{"a": 1}', JSON.stringify(circle)]) expect(readApiSchema(text)).toEqual([]);
});
