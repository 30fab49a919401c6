import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({});

/** The pipeline runs when someone presses Run. */
export const manualTrigger = defineNode({
  kind: 'manual-trigger',
  category: 'trigger',
  inputs: [],
  outputs: [],
  settings,
  defaults: {},
  check: () => [],
  summarize: () => ({ key: 'always' }),
});
