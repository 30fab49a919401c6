import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exportPipeline } from '#core/pipelines/export-pipeline.ts';
import { findPipelineByName } from '#core/pipelines/find-pipeline-by-name.ts';
import { formatPipelineFile } from '#core/pipelines/pipeline-file.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { defineCommand } from './command.ts';
import { openWorkspace } from './open-workspace.ts';
import { UsageError } from './usage-error.ts';

/** `telar export <pipeline>`: a pipeline as a file for a repository. */
export const exportCommand = defineCommand({
  name: 'export',
  arguments: ['pipeline'],
  options: {
    draft: { type: 'flag' },
    published: { type: 'flag' },
    output: { type: 'text', short: 'o' },
    workspace: { type: 'text' },
  },
  run: async ([idOrName = ''], { draft, published, output, workspace }, { folder, print, note, say }) => {
    if (draft && published) throw new UsageError('options_exclude', { first: '--draft', second: '--published' });
    const { workspaceId } = await openWorkspace(workspace);
    const pipelineId = await findPipelineByName(workspaceId, idOrName);
    const file = await exportPipeline(workspaceId, pipelineId, published ? 'published' : 'draft');
    const text = formatPipelineFile(file);
    if (output === undefined) print(text.trimEnd());
    else {
      await writeFile(resolve(folder, output), text).catch((cause: NodeJS.ErrnoException) => {
        throw new TelarError('local_file_unwritable', {
          params: { path: output, reason: cause.code ?? 'other' },
          cause,
        });
      });
      note(say('export.written', { name: file.name, path: output }));
    }
    return 0;
  },
});
