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
  'mysql-source': 'source',
  'http-source': 'source',
  filter: 'rows',
  select: 'clean',
  formula: 'clean',
  deduplicate: 'rows',
  join: 'combine',
  union: 'combine',
  aggregate: 'shape',
  sort: 'rows',
  replace: 'clean',
  split: 'clean',
  merge: 'clean',
  lookup: 'combine',
  pivot: 'shape',
  unpivot: 'shape',
  sample: 'rows',
  window: 'shape',
  explode: 'shape',
  flatten: 'shape',
  'parse-json': 'shape',
  'build-json': 'shape',
  sql: 'expert',
  validate: 'check',
  route: 'rows',
  clean: 'clean',
  protect: 'clean',
  currency: 'combine',
  'postgres-target': 'target',
  'file-target': 'target',
  'http-target': 'target',
  note: 'note',
} satisfies Record<NodeKind, PaletteGroup>;
