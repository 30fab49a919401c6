import type { NodeKind } from './graph.ts';
import type { NodeDefinition } from './node-definition.ts';
import { aggregate } from './nodes/aggregate.ts';
import { buildJson } from './nodes/build-json.ts';
import { clean } from './nodes/clean.ts';
import { currency } from './nodes/currency.ts';
import { deduplicate } from './nodes/deduplicate.ts';
import { enrich } from './nodes/enrich.ts';
import { explode } from './nodes/explode.ts';
import { fileSource } from './nodes/file-source.ts';
import { fileTarget } from './nodes/file-target.ts';
import { filter } from './nodes/filter.ts';
import { flatten } from './nodes/flatten.ts';
import { formula } from './nodes/formula.ts';
import { httpSource } from './nodes/http-source.ts';
import { httpTarget } from './nodes/http-target.ts';
import { join } from './nodes/join.ts';
import { lookup } from './nodes/lookup.ts';
import { manualTrigger } from './nodes/manual-trigger.ts';
import { merge } from './nodes/merge.ts';
import { mysqlSource } from './nodes/mysql-source.ts';
import { note } from './nodes/note.ts';
import { parseJson } from './nodes/parse-json.ts';
import { pivot } from './nodes/pivot.ts';
import { postgresSource } from './nodes/postgres-source.ts';
import { postgresTarget } from './nodes/postgres-target.ts';
import { protect } from './nodes/protect.ts';
import { replace } from './nodes/replace.ts';
import { route } from './nodes/route.ts';
import { sample } from './nodes/sample.ts';
import { sampleSource } from './nodes/sample-source.ts';
import { scheduleTrigger } from './nodes/schedule-trigger.ts';
import { select } from './nodes/select.ts';
import { sort } from './nodes/sort.ts';
import { split } from './nodes/split.ts';
import { sql } from './nodes/sql.ts';
import { union } from './nodes/union.ts';
import { unpivot } from './nodes/unpivot.ts';
import { validate } from './nodes/validate.ts';
import { webhookTrigger } from './nodes/webhook-trigger.ts';
import { window } from './nodes/window.ts';

const registry = {
  'manual-trigger': manualTrigger,
  'schedule-trigger': scheduleTrigger,
  'webhook-trigger': webhookTrigger,
  'sample-source': sampleSource,
  'file-source': fileSource,
  'postgres-source': postgresSource,
  'mysql-source': mysqlSource,
  'http-source': httpSource,
  filter,
  select,
  formula,
  deduplicate,
  join,
  union,
  aggregate,
  sort,
  replace,
  split,
  merge,
  lookup,
  pivot,
  unpivot,
  sample,
  window,
  explode,
  flatten,
  'parse-json': parseJson,
  'build-json': buildJson,
  sql,
  validate,
  route,
  clean,
  protect,
  currency,
  enrich,
  'postgres-target': postgresTarget,
  'file-target': fileTarget,
  'http-target': httpTarget,
  note,
} satisfies Record<NodeKind, unknown>;

export type SettingsOf<Kind extends NodeKind> = (typeof registry)[Kind]['defaults'];

/** The definition of a kind, with settings as an open record: callers parse before they trust. */
export function getNodeDefinition(kind: NodeKind): NodeDefinition {
  return registry[kind] as unknown as NodeDefinition;
}

export function listNodeDefinitions(): NodeDefinition[] {
  return Object.values(registry) as unknown as NodeDefinition[];
}
