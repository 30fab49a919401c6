import type { RunDetail } from '#core/contracts/runs.ts';
import { readConfig } from '#core/platform/read-config.ts';
import type { Terminal } from './command.ts';
import { formatTable } from './format-table.ts';

const counts = ['rowsIn', 'rowsOut', 'rowsFiltered', 'rowsRejected', 'rowsLoaded', 'rowsUnchanged'] as const;

/** How a run ended: its steps with their counts, what it made, and one sentence. */
export function formatRun(run: RunDetail, terminal: Terminal): string {
  const { say } = terminal;
  const parts = run.steps.length > 0 ? [`${formatSteps(run, terminal)}\n`] : [];
  for (const { name, sizeBytes } of run.artifacts) parts.push(say('run.artifact', { name, size: sizeBytes }));
  if (run.artifacts.length > 0) parts.push(say('run.download', { address: `${readConfig().webUrl}/runs/${run.id}` }));
  return [...parts, formatOutcome(run, terminal)].join('\n');
}

/** The nodes that run, with their counts. */
export function formatSteps({ graph, steps }: RunDetail, { say, locale }: Terminal): string {
  const shown = counts.filter((name) => name !== 'rowsUnchanged' || steps.some((step) => step.rowsUnchanged > 0));
  const number = new Intl.NumberFormat(locale);
  const columns = [
    { title: say('columns.node') },
    { title: say('columns.status') },
    ...shown.map((name) => ({ title: say(`columns.${name}`), align: 'right' as const })),
  ];
  const rows = steps.map((step) => [
    graph.nodes.find(({ id }) => id === step.nodeId)?.name ?? step.nodeId,
    say(`statuses.${step.status}`),
    ...shown.map((name) => number.format(step[name])),
  ]);
  return formatTable(columns, rows);
}

function formatOutcome(run: RunDetail, { say }: Terminal): string {
  const startedAt = Date.parse(run.startedAt ?? run.createdAt);
  const seconds = (Date.parse(run.finishedAt ?? run.createdAt) - startedAt) / 1000;
  const { id, status, rowsLoaded, rowsRejected, error, graph } = run;
  if (status === 'retrying') return say('run.retrying', { id, message: error?.message ?? 'none' });
  if (error === null) return say('run.outcome', { id, status, loaded: rowsLoaded, rejected: rowsRejected, seconds });
  const node = graph.nodes.find((candidate) => candidate.id === error.nodeId)?.name ?? 'none';
  return say('run.failure', { id, node, message: error.message });
}
