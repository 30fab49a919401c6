import type { Comparison } from '#connectors/kit/connector.ts';
import { getDatabase } from '#core/platform/database.ts';

/** Keeps what a comparison found with its run, in place of an earlier one. */
export async function storeComparison(
  place: { readonly runId: string; readonly nodeId: string },
  { sums, listed, ...counts }: Comparison,
  whole: boolean,
): Promise<void> {
  const data = {
    ...counts,
    whole,
    comparedAt: new Date(),
    sentSum: sums?.sent ?? null,
    heldSum: sums?.held ?? null,
    listed: listed.map((row) => ({ ...row, fields: row.fields.map((field) => ({ ...field })) })),
  };
  await getDatabase().targetComparison.upsert({
    where: { runId_nodeId: place },
    create: { ...place, ...data },
    update: data,
  });
}
