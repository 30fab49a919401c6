import { createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs';
import { matchWords } from '#components/shell/match-words.ts';
import { type PipelineFilters, statusFilters, triggerFilters } from '#core/contracts/pipeline-views.ts';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';

/** `owner` when everybody's are shown. */
export const everybody = 'all';

/** The filters of the list as they stand in the address. */
export const filterParsers = {
  q: parseAsString.withDefault(''),
  show: parseAsStringLiteral(statusFilters).withDefault('all'),
  trigger: parseAsStringLiteral(triggerFilters).withDefault('any'),
  owner: parseAsString.withDefault(everybody),
};

/** The address of the list with filters. */
export const addressOfFilters = createSerializer(filterParsers);

/** Whether both show the same. */
export function areSameFilters(one: PipelineFilters, other: PipelineFilters): boolean {
  return addressOfFilters('', one) === addressOfFilters('', other);
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
