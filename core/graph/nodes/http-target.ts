import { z } from 'zod';
import { defineNode } from '../node-definition.ts';
import { checkAddress, headerSchema } from './http-request.ts';

const settings = z.strictObject({
  connectionId: z.string().max(60),
  url: z.string().max(4000),
  method: z.enum(['POST', 'PUT', 'PATCH']),
  headers: z.array(headerSchema).max(50),
  batchSize: z.number().int().min(1).max(10_000),
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
  defaults: { connectionId: '', url: '', method: 'POST', headers: [], batchSize: 100, wrapKey: '' },
  check: ({ connectionId, url }) => {
    const code = checkAddress(url, connectionId !== '');
    return code === null ? [] : [{ code, field: 'url', severity: 'error' }];
  },
  summarize: ({ url, batchSize }) =>
    url === ''
      ? { key: 'empty' }
      : { key: 'address', values: { host: URL.canParse(url) ? new URL(url).host : url, batchSize } },
});
