import { z } from 'zod';
import { defineNode } from '../node-definition.ts';
import { type AcceptedField, acceptedFieldsSchema, checkAcceptedFields } from './accepted-field.ts';
import { checkAddress, headerSchema } from './http-request.ts';
import { type ColumnMapping, checkMapping, columnMappingSchema } from './target-write.ts';

const settings = z.strictObject({
  connectionId: z.string().max(60),
  url: z.string().max(4000),
  method: z.enum(['POST', 'PUT', 'PATCH']),
  headers: z.array(headerSchema).max(50),
  batchSize: z.number().int().min(1).max(10_000),
  /** `event`: every row is sent. `upsert`: rows that were sent before as they are, are not sent again. */
  mode: z.enum(['event', 'upsert']).default('event'),
  /** What is sent of a row, in order; null: every field under its name. */
  mapping: z.array(columnMappingSchema).max(1600).nullable().default(null),
  /** What the API says of the fields it takes; empty: nothing. */
  accepts: acceptedFieldsSchema.default([]),
  /** What identifies a row for `upsert`, by the name it is sent under. */
  keys: z.array(z.string().max(200)).max(20).default([]),
  detect: z.enum(['sent']).default('sent'),
  /** Dotted path to a list in the answer with one result per row; empty: the answer speaks for all of them. */
  resultsPath: z.string().max(200).default(''),
  /** Dotted path inside a result to the reason why its row was refused. */
  resultErrorPath: z.string().max(200).default('error'),
  /** Name that wraps the list, as in `{"contacts": […]}`; empty: the body is the list, or the row when `batchSize` is 1. */
  wrapKey: z.string().max(100),
});

export type HttpTargetSettings = z.infer<typeof settings>;

/** Sends rows as JSON in batches, each with an idempotency key. */
export const httpTarget = defineNode<HttpTargetSettings>({
  kind: 'http-target',
  category: 'target',
  inputs: [{ id: 'rows', required: true }],
  outputs: [],
  settings,
  defaults: {
    connectionId: '',
    url: '',
    method: 'POST',
    headers: [],
    batchSize: 100,
    mode: 'event',
    mapping: null as ColumnMapping[] | null,
    accepts: [] as AcceptedField[],
    keys: [],
    detect: 'sent',
    resultsPath: '',
    resultErrorPath: 'error',
    wrapKey: '',
  },
  check: ({ connectionId, url, mode, keys, mapping, accepts }) => {
    const code = checkAddress(url, connectionId !== '');
    if (code !== null) return [{ code, field: 'url', severity: 'error' }];
    if (mode === 'upsert' && keys.length === 0) return [{ code: 'keys_missing', field: 'keys', severity: 'error' }];
    return [...checkMapping(mapping), ...checkAcceptedFields(accepts)];
  },
  summarize: ({ url, batchSize }) =>
    url === ''
      ? { key: 'empty' }
      : { key: 'address', values: { host: URL.canParse(url) ? new URL(url).host : url, batchSize } },
});
