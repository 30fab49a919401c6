import { z } from 'zod';
import { defineNode } from '../node-definition.ts';
import { checkAddress, headerSchema, pagingSchema } from './http-request.ts';
import { checkSourceFields, sourceFieldsSchema } from './source-field.ts';

const settings = z.strictObject({
  /** Holds the authorization; empty for open addresses. */
  connectionId: z.string().max(60),
  url: z.string().max(4000),
  method: z.enum(['GET', 'POST']),
  headers: z.array(headerSchema).max(50),
  body: z.string().max(100_000),
  /** Dotted path to the list of rows; empty: the body itself. */
  rowsPath: z.string().max(200),
  paging: pagingSchema,
  maxPages: z.number().int().min(1).max(100_000),
  fields: sourceFieldsSchema,
});

export type HttpSourceSettings = z.infer<typeof settings>;

/** Rows of a JSON API. */
export const httpSource = defineNode<HttpSourceSettings>({
  kind: 'http-source',
  category: 'source',
  inputs: [],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: {
    connectionId: '',
    url: '',
    method: 'GET',
    headers: [],
    body: '',
    rowsPath: '',
    paging: { kind: 'none' },
    maxPages: 1000,
    fields: [],
  },
  check: ({ connectionId, url, fields }) => {
    const code = checkAddress(url, connectionId !== '');
    return code === null ? checkSourceFields(fields) : [{ code, field: 'url', severity: 'error' }];
  },
  summarize: ({ url }) =>
    url === '' ? { key: 'empty' } : { key: 'address', values: { host: URL.canParse(url) ? new URL(url).host : url } },
});
