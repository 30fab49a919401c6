import type { FileView } from '#core/contracts/files.ts';
import type { File } from '#prisma/generated/client.ts';

export function presentFile({ id, name, sizeBytes, createdAt }: File): FileView {
  return { id, name, sizeBytes: Number(sizeBytes), createdAt: createdAt.toISOString() };
}
