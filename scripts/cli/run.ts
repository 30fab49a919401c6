import { hostname } from 'node:os';
import { exportPipeline } from '#core/pipelines/export-pipeline.ts';
import { findPipelineByName } from '#core/pipelines/find-pipeline-by-name.ts';
import { importPipeline } from '#core/pipelines/import-pipeline.ts';
import { startRun } from '#core/pipelines/start-run.ts';
import { cancelRun } from '#core/runs/cancel-run.ts';
import { checkPipeline } from '#core/runs/check-pipeline.ts';
import { takeRun } from '#core/runs/take-run.ts';
import type { Session } from '#core/security/session.ts';
import { defineCommand, type Terminal } from './command.ts';
import { followRun } from './follow-run.ts';
import { formatRun } from './format-run.ts';
import { formatImport, isComplete, noteMissing } from './import.ts';
import { openWorkspace } from './open-workspace.ts';
import { formatProblems, hasErrors, nameProblems } from './print-problems.ts';
import { findLocalFile, readPipelineFile } from './read-pipeline-file.ts';
import { UsageError } from './usage-error.ts';

/** `telar run <file or pipeline>`: runs it in this process and shows the rows as they flow. */
export const run = defineCommand({
  name: 'run',
  arguments: ['fileOrPipeline'],
  options: {
    published: { type: 'flag' },
    name: { type: 'text' },
    workspace: { type: 'text' },
    json: { type: 'flag' },
  },
  run: async ([target = ''], { published, name, workspace, json }, terminal) => {
    const isFile = await findLocalFile(target, terminal);
    if (isFile && published) throw new UsageError('published_file');
    if (!isFile && name !== undefined) throw new UsageError('name_without_file');
    const session = await openWorkspace(workspace);
    const of = published ? 'published' : 'draft';
    const pipelineId = isFile
      ? await importFile(session, target, name, terminal)
      : await findPipelineByName(session.workspaceId, target);
    if (pipelineId === null || !(await isRunnable(session, pipelineId, of, terminal))) return 1;
    const runId = await startRun(session, pipelineId, of, 'cli');
    const ended = await execute(session, runId, terminal);
    terminal.print(json ? JSON.stringify(ended, null, 2) : formatRun(ended, terminal));
    return ended.status === 'succeeded' ? 0 : 1;
  },
});

async function importFile(session: Session, path: string, name: string | undefined, terminal: Terminal) {
  const file = await readPipelineFile(path, terminal);
  const imported = await importPipeline(session, { ...file, name: name ?? file.name });
  terminal.note(formatImport(imported, terminal));
  if (isComplete(imported)) return imported.pipelineId;
  noteMissing(imported, terminal);
  return null;
}

/** Tells problems before a run exists, so that a pipeline that cannot run leaves none behind. */
async function isRunnable(
  { workspaceId }: Session,
  pipelineId: string,
  of: 'draft' | 'published',
  terminal: Terminal,
): Promise<boolean> {
  const { graph, name } = await exportPipeline(workspaceId, pipelineId, of);
  const { problems } = await checkPipeline(graph);
  if (!hasErrors(problems)) return true;
  const errors = problems.filter(({ severity }) => severity === 'error');
  terminal.note(`${formatProblems(nameProblems(errors, graph, terminal), terminal)}\n`);
  terminal.note(terminal.say('run.refused', { name, errors: errors.length }));
  return false;
}

/** Works on the run here, unless a worker was quicker, and watches it to its end. */
async function execute({ workspaceId }: Session, runId: string, terminal: Terminal) {
  const { say, note, interrupted } = terminal;
  const parting = new AbortController();
  process.once('disconnect', () => parting.abort());
  const taken = await takeRun(runId, `${hostname()}-${process.pid}`, parting.signal);
  if (taken === null) note(say('run.takenByWorker'));
  const cancel = async () => {
    note(say('run.cancelling'));
    await cancelRun({ workspaceId, runId });
    taken?.renew();
  };
  if (interrupted.aborted) await cancel();
  else interrupted.addEventListener('abort', () => void cancel(), { once: true });
  const left = taken?.done.then((ended) => {
    if (!ended) note(say('run.left'));
  });
  const ended = await followRun({ workspaceId, runId }, terminal);
  await left;
  return ended;
}
