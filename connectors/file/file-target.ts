import { join } from 'node:path';
import type { TargetConnector } from '#connectors/kit/connector.ts';
import type { FileTargetSettings } from '#core/graph/nodes/file-target.ts';

/** Makes a file to download. A repeated load makes it again. */
export const fileTarget: TargetConnector<FileTargetSettings> = {
  load: async ({ settings, folder, exportRows, onProgress }) => {
    const { format, fileName } = settings;
    const path = join(folder, `result-${crypto.randomUUID()}.${format}`);
    const loaded = await exportRows(format, path);
    onProgress?.({ loaded });
    return { loaded, artifact: { name: `${fileName.trim()}.${format}`, path } };
  },
};
