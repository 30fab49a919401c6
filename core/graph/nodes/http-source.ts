import { z } from 'zod';
import { defineNode } from '../node-definition.ts';
import { checkAddress, headerSchema, pagingSchema } from './http-request.ts';
import { sourceDriftSchema } from './source-drift.ts';
import { checkSourceFields, sourceFieldsSchema } from './source-field.ts';
import { checkSourceSync, fullSync, sourceSyncSchema } from './source-sync.ts';

/** `{cursor}` in the template stands for the value from which rows are wanted, that one included. */
const sinceSchema = z.strictObject({
  parameter: z.string().max(100),
  template: z.string().max(1000),
  /** How datetimes are written. */
  format: z.enum(['iso', 'date', 'unix', 'unix-ms']),
});

const noSince: z.infer<typeof sinceSchema> = { parameter: '', template: '{cursor}', format: 'iso' };

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
  sync: sourceSyncSchema.default(fullSync),
  drift: sourceDriftSchema.optional(),
  /** How the address is asked for rows from the cursor on; with an empty parameter everything is read, and old rows are left out. */
  since: sinceSchema.default(noSince),
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
    sync: fullSync,
    since: noSince,
  },
  check: ({ connectionId, url, fields, sync, since }) => {
    const code = checkAddress(url, connectionId !== '');
    if (code !== null) return [{ code, field: 'url', severity: 'error' }];
    if (sync.mode === 'incremental' && since.parameter !== '' && !since.template.includes('{cursor}'))
      return [{ code: 'since_template_invalid', field: 'since.template', severity: 'error' }];
    return [...checkSourceFields(fields), ...checkSourceSync(sync, fields)];
  },
  summarize: ({ url }) =>
    url === '' ? { key: 'empty' } : { key: 'address', values: { host: URL.canParse(url) ? new URL(url).host : url } },
});
