import type { Graph } from '#core/graph/graph.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import type { Prisma } from '#prisma/generated/client.ts';

/** A graph as it was stored. Throws when the row was written by something else than this product. */
export function readGraph(stored: Prisma.JsonValue): Graph {
  return migrateGraph(stored);
}

/** A graph in the form that is stored. */
export function writeGraph(graph: Graph): Prisma.InputJsonValue {
  return graph as unknown as Prisma.InputJsonValue;
}
