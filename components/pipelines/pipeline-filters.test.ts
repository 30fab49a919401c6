import { describe, expect, it } from 'vitest';
import type { PipelineFilters } from '#core/contracts/pipeline-views.ts';
import type { PipelineSummary } from '#core/contracts/pipelines.ts';
import { listOwners, meetsFilters } from './pipeline-filters.ts';

const ana = { id: 'user_1', name: 'Ana' };
const pipeline: PipelineSummary = {
  ...{ id: 'pipe_1', name: 'Newsletter unsubscribes', published: true, unpublishedChanges: false },
  ...{ updatedAt: '2026-03-01T08:00:00Z', owner: ana, triggers: ['schedule'], scheduled: true, paused: true },
  ...{ lastSucceededAt: null, recentRuns: [], rows24h: 0, nextDueAt: null, missedRuns: 0, waitingFor: null },
  needsAttention: false,
};
const nothing: PipelineFilters = { q: '', show: 'all', trigger: 'any', owner: 'all' };
const meets = (filters: Partial<PipelineFilters>) => meetsFilters(pipeline, { ...nothing, ...filters });

describe('meetsFilters', () => {
  it('takes all filters together', () => {
    expect(meets({})).toBe(true);
    expect(meets({ q: 'unsub', show: 'paused', trigger: 'schedule', owner: 'user_1' })).toBe(true);
    expect(meets({ q: 'unsub', show: 'paused', trigger: 'webhook', owner: 'user_1' })).toBe(false);
  });

  it('asks for words, status, what starts it and who owns it', () => {
    expect([meets({ q: 'orders' }), meets({ show: 'draft' }), meets({ show: 'attention' })]).toEqual([
      false,
      false,
      false,
    ]);
    expect([meets({ show: 'live' }), meets({ trigger: 'manual' }), meets({ owner: 'user_2' })]).toEqual([
      true,
      false,
      false,
    ]);
    expect(meetsFilters({ ...pipeline, triggers: [] }, { ...nothing, trigger: 'manual' })).toBe(true);
  });
});

describe('listOwners', () => {
  it('names each owner once, and nobody for pipelines of people who left', () => {
    const luis = { id: 'user_2', name: 'Álvaro' };
    const owners = [ana, luis, ana, null].map((owner) => ({ ...pipeline, owner }));
    expect(listOwners(owners)).toEqual([luis, ana]);
  });
});
