import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({ text: z.string().max(5000) });

export type NoteSettings = z.infer<typeof settings>;

/** Words on the canvas. */
export const note = defineNode<NoteSettings>({
  kind: 'note',
  category: 'note',
  inputs: [],
  outputs: [],
  settings,
  defaults: { text: '' },
  check: () => [],
  summarize: ({ text }) => ({ key: 'text', values: { text } }),
});
