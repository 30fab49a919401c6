import { z } from 'zod';
import { defineNode } from '../node-definition.ts';
import { checkSourceFields, sourceFieldsSchema } from './source-field.ts';

const settings = z.strictObject({
  /** Dotted path to the list of rows in the body; empty: the body itself is the row or the list. */
  rowsPath: z.string().max(200),
  fields: sourceFieldsSchema,
});

export type WebhookTriggerSettings = z.infer<typeof settings>;

/** Another system posts to an address; every event starts one run with its body as rows. */
export const webhookTrigger = defineNode<WebhookTriggerSettings>({
  kind: 'webhook-trigger',
  category: 'trigger',
  inputs: [],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { rowsPath: '', fields: [] },
  check: ({ fields }) => checkSourceFields(fields),
  summarize: ({ fields }) => ({ key: fields.length === 0 ? 'empty' : 'fields', values: { count: fields.length } }),
});
