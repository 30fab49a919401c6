import type { NodeKind } from '#core/graph/graph.ts';

/** Groups of the palette in the order they are shown. Labels are `builder.palette.groups.<group>`. */
export const paletteGroups = [
  'trigger',
  'source',
  'rows',
  'clean',
  'combine',
  'shape',
  'check',
  'expert',
  'target',
  'note',
] as const;

export type PaletteGroup = (typeof paletteGroups)[number];

/** Where people look for a step. Transforms are grouped by what they are for. */
export const groupOfKind = {
  'manual-trigger': 'trigger',
  'schedule-trigger': 'trigger',
  'webhook-trigger': 'trigger',
  'sample-source': 'source',
  'file-source': 'source',
  'postgres-source': 'source',
  'http-source': 'source',
  filter: 'rows',
  select: 'clean',
  formula: 'clean',
  deduplicate: 'rows',
  join: 'combine',
  union: 'combine',
  aggregate: 'shape',
  sort: 'rows',
  validate: 'check',
  route: 'rows',
  'postgres-target': 'target',
  'file-target': 'target',
  'http-target': 'target',
  note: 'note',
} satisfies Record<NodeKind, PaletteGroup>;
