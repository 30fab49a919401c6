import { parseAsString, parseAsStringLiteral } from 'nuqs';
import { matchWords } from '#components/shell/match-words.ts';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';

export const statusFilters = ['all', 'attention', 'live', 'draft', 'paused'] as const;
export const triggerFilters = ['any', 'schedule', 'webhook', 'manual'] as const;

/** `owner` when everybody's are shown. */
export const everybody = 'all';

/** The filters of the list as they stand in the address. */
export const filterParsers = {
  q: parseAsString.withDefault(''),
  show: parseAsStringLiteral(statusFilters).withDefault('all'),
  trigger: parseAsStringLiteral(triggerFilters).withDefault('any'),
  owner: parseAsString.withDefault(everybody),
};

export interface PipelineFilters {
  readonly q: string;
  readonly show: (typeof statusFilters)[number];
  readonly trigger: (typeof triggerFilters)[number];
  readonly owner: string;
}

/** Whether a pipeline is what the filters ask for. */
export function meetsFilters(pipeline: PipelineSummary, { q, show, trigger, owner }: PipelineFilters): boolean {
  return (
    matchWords(pipeline.name, q) &&
    meetsStatus(pipeline, show) &&
    meetsTrigger(pipeline, trigger) &&
    (owner === everybody || pipeline.owner?.id === owner)
  );
}

function meetsStatus(pipeline: PipelineSummary, show: PipelineFilters['show']): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'attention':
      return pipeline.needsAttention;
    case 'live':
      return pipeline.published;
    case 'draft':
      return !pipeline.published;
    case 'paused':
      return pipeline.paused;
  }
}

function meetsTrigger({ triggers }: PipelineSummary, trigger: PipelineFilters['trigger']): boolean {
  if (trigger === 'any') return true;
  return trigger === 'manual' ? triggers.length === 0 : triggers.includes(trigger);
}

/** Who owns pipelines of the list, each once, by name. */
export function listOwners(pipelines: readonly PipelineSummary[]): { id: string; name: string }[] {
  const owners = new Map(pipelines.flatMap(({ owner }) => (owner === null ? [] : [[owner.id, owner] as const])));
  return [...owners.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}
