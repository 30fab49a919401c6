import { type ImportedPipeline, importPipeline } from '#core/pipelines/import-pipeline.ts';
import { defineCommand, type Terminal } from './command.ts';
import { formatTable } from './format-table.ts';
import { openWorkspace } from './open-workspace.ts';
import { readPipelineFile } from './read-pipeline-file.ts';

/** `telar import <file>`: makes a file the draft of the pipeline of its name. */
export const importCommand = defineCommand({
  name: 'import',
  arguments: ['file'],
  options: { name: { type: 'text' }, workspace: { type: 'text' }, json: { type: 'flag' } },
  run: async ([path = ''], { name, workspace, json }, terminal) => {
    const file = await readPipelineFile(path, terminal);
    const session = await openWorkspace(workspace);
    const imported = await importPipeline(session, { ...file, name: name ?? file.name });
    const { graph: _, ...result } = imported;
    if (json) terminal.print(JSON.stringify(result, null, 2));
    else {
      terminal.print(formatImport(imported, terminal));
      noteMissing(imported, terminal);
    }
    return isComplete(imported) ? 0 : 1;
  },
});

/** One sentence about what importing did. */
export function formatImport({ name, pipelineId, outcome }: ImportedPipeline, { say }: Terminal): string {
  return say('import.result', { name, id: pipelineId, outcome });
}

/** Whether everything the graph names is there. */
export function isComplete({ missingConnections, missingFiles }: ImportedPipeline): boolean {
  return missingConnections.length === 0 && missingFiles.length === 0;
}

/** Lists what the workspace lacks. */
export function noteMissing({ missingConnections, missingFiles, graph }: ImportedPipeline, terminal: Terminal): void {
  const { say, note } = terminal;
  if (missingConnections.length > 0) {
    note(`\n${say('import.missingConnections', { count: missingConnections.length })}`);
    const columns = ['connection', 'connector', 'nodes'].map((column) => ({ title: say(`columns.${column}`) }));
    const rows = missingConnections.map(({ id, name, connector }) => {
      const users = graph.nodes.filter(({ settings }) => settings.connectionId === id);
      return [name ?? id, connector ?? '', users.map((node) => node.name).join(', ')];
    });
    note(formatTable(columns, rows));
  }
  if (missingFiles.length > 0) {
    note(`\n${say('import.missingFiles', { count: missingFiles.length })}`);
    const columns = ['file', 'node'].map((column) => ({ title: say(`columns.${column}`) }));
    note(
      formatTable(
        columns,
        missingFiles.map(({ fileName, nodeName }) => [fileName, nodeName]),
      ),
    );
  }
}
