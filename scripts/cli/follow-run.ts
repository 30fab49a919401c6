import type { RunDetail, RunStepView } from '#core/contracts/runs.ts';
import { watchRun } from '#core/runs/watch-run.ts';
import type { Terminal } from './command.ts';
import { formatSteps } from './format-run.ts';

/** Shows a run on standard error until it has ended, or only tries targets again, and answers how it stands then. */
export async function followRun(
  { workspaceId, runId }: { workspaceId: string; runId: string },
  terminal: Terminal,
): Promise<RunDetail> {
  const show = process.stderr.isTTY ? createRedrawing(terminal) : createListing(terminal);
  let last: RunDetail | undefined;
  for await (const run of watchRun({
    workspaceId,
    runId,
    locale: terminal.locale,
    signal: new AbortController().signal,
  })) {
    last = run;
    show(run);
    // What is tried again may take hours, and needs nobody to watch.
    if (run.status === 'retrying') break;
  }
  if (last === undefined) throw new Error(`Run ${runId} was never seen`);
  return last;
}

/** The table of steps, drawn over itself; it disappears when the run ends, because the result shows it again. */
function createRedrawing(terminal: Terminal): (run: RunDetail) => void {
  let drawnLines = 0;
  return (run) => {
    const text = run.finishedAt === null && run.steps.length > 0 ? `${formatSteps(run, terminal)}\n` : '';
    const up = drawnLines > 0 ? `\u001b[${drawnLines}A\u001b[J` : '';
    process.stderr.write(up + text);
    drawnLines = text.split('\n').length - 1;
  };
}

/** One line whenever a step starts, moves or ends: for logs. */
function createListing({ say, note }: Terminal): (run: RunDetail) => void {
  const told = new Map<string, string>();
  return ({ graph, steps }) => {
    for (const step of steps) {
      if (step.status === 'pending') continue;
      const name = graph.nodes.find(({ id }) => id === step.nodeId)?.name ?? step.nodeId;
      const line = `${name}: ${say('run.step', countsOf(step))}`;
      if (told.get(step.nodeId) !== line) note(line);
      told.set(step.nodeId, line);
    }
  };
}

function countsOf({ status, rowsIn, rowsOut, rowsLoaded }: RunStepView) {
  return { status, in: rowsIn, out: rowsOut + rowsLoaded };
}
