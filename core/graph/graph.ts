import { z } from 'zod';

/** Version of the stored shape. A higher number needs a migration in `migrate-graph.ts`. */
export const graphSchemaVersion = 2;

export const nodeKinds = [
  'manual-trigger',
  'schedule-trigger',
  'webhook-trigger',
  'sample-source',
  'file-source',
  'postgres-source',
  'mysql-source',
  'http-source',
  'filter',
  'select',
  'formula',
  'deduplicate',
  'join',
  'union',
  'aggregate',
  'sort',
  'replace',
  'split',
  'merge',
  'lookup',
  'pivot',
  'unpivot',
  'sample',
  'window',
  'explode',
  'flatten',
  'parse-json',
  'build-json',
  'sql',
  'validate',
  'route',
  'clean',
  'protect',
  'currency',
  'enrich',
  'postgres-target',
  'file-target',
  'http-target',
  'note',
] as const;

export type NodeKind = (typeof nodeKinds)[number];

export const idSchema = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);

export const positionSchema = z.object({ x: z.number().finite(), y: z.number().finite() });

/** Settings are checked by the definition of the kind; a draft may hold incomplete ones. */
export const nodeSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(nodeKinds),
  name: z.string().min(1).max(120),
  position: positionSchema,
  settings: z.record(z.string(), z.unknown()),
  disabled: z.boolean().default(false),
});

export const portReferenceSchema = z.strictObject({ node: idSchema, port: z.string().min(1).max(40) });

export const edgeSchema = z.strictObject({ id: idSchema, from: portReferenceSchema, to: portReferenceSchema });

/** Nodes that are drawn in one frame under a title; a node is in one group at most. It means nothing to a run. */
export const groupSchema = z.strictObject({
  id: idSchema,
  name: nodeSchema.shape.name,
  nodes: z.array(idSchema).min(1).max(500),
  /** Drawn as one block, its nodes out of sight. */
  collapsed: z.literal(true).optional(),
});

export const graphSchema = z.strictObject({
  schemaVersion: z.literal(graphSchemaVersion),
  nodes: z.array(nodeSchema).max(500),
  edges: z.array(edgeSchema).max(2000),
  groups: z.array(groupSchema).max(200).optional(),
});

export type Position = z.infer<typeof positionSchema>;
export type GraphNode = z.infer<typeof nodeSchema>;
export type GraphEdge = z.infer<typeof edgeSchema>;
export type GraphGroup = z.infer<typeof groupSchema>;
export type Graph = z.infer<typeof graphSchema>;

export const emptyGraph: Graph = { schemaVersion: graphSchemaVersion, nodes: [], edges: [] };
