import { describe, expect, it } from 'vitest';
import { failuresToOpen } from './circuit.ts';
import { DatabaseClock } from './database-clock.ts';
import { landRequest } from './land-request.ts';
import { emptyState, type LimitState } from './limit-state.ts';
import { type DayBudget, type Turn, takeTurn } from './take-turn.ts';

const now = 1_800_000_000_000;
const unlimited = { windows: [], maxConcurrent: null };
const noBudget: DayBudget = { requests: null, used: 0, usedInteractive: 0, resetsAt: now + 1000 };
const person: Turn = { ticket: 'person', priority: 'interactive', waitedMs: 0, timeoutMs: 30_000 };
const run: Turn = { ...person, ticket: 'run', priority: 'run' };
const take = (
  state: LimitState,
  turn: Turn,
  limits: typeof unlimited | object = unlimited,
  budget = noBudget,
  at = now,
) => takeTurn(state, { ...unlimited, ...limits }, budget, turn, { now: at, leadMs: 0 });

describe('whose turn it is', () => {
  const windows = [{ requests: 1, windowMs: 12_000 }];

  it('people book ahead, runs are sent away, and so the person is first', () => {
    const first = take(emptyState, run, { windows });
    const sentAway = take(first.state, run, { windows });
    expect(sentAway.verdict).toMatchObject({ kind: 'later', isCrowded: false });
    const booked = take(sentAway.state, person, { windows });
    expect(booked.verdict).toMatchObject({ kind: 'granted' });
    const start = booked.verdict.kind === 'granted' ? booked.verdict.start : 0;
    expect(start).toBeGreaterThan(now + 12_000);
    expect(take(booked.state, run, { windows }, noBudget, start).verdict.kind).toBe('later');
  });

  it('a run that has waited for long books ahead too, so nobody starves', () => {
    const taken = take(emptyState, run, { windows }).state;
    expect(take(taken, { ...run, waitedMs: 5_000 }, { windows }).verdict.kind).toBe('granted');
  });

  it('nobody waits for longer than makes sense', () => {
    const hourly = { windows: [{ requests: 1, windowMs: 7_200_000 }] };
    const taken = take(emptyState, run, hourly).state;
    for (const turn of [person, run]) {
      expect(take(taken, turn, hourly).verdict).toMatchObject({ kind: 'refused', refusal: { kind: 'limit' } });
    }
  });

  it('a clock that was set back stops nobody', () => {
    const ahead = take(emptyState, run, { windows }, noBudget, now + 7_200_000).state;
    expect(take(ahead, run, { windows }).verdict).toMatchObject({ kind: 'granted' });
  });
});

describe('a budget', () => {
  const of = (used: number, usedInteractive = 0): DayBudget => ({ ...noBudget, requests: 100, used, usedInteractive });
  const kinds = (budget: DayBudget) => [run, person].map((turn) => take(emptyState, turn, {}, budget).verdict.kind);

  it('keeps a tenth for people', () => {
    expect(kinds(of(89))).toEqual(['granted', 'granted']);
    expect(kinds(of(90))).toEqual(['refused', 'granted']);
    expect(kinds(of(100))).toEqual(['refused', 'refused']);
  });

  it('counts what people have used as part of their tenth', () => {
    expect(kinds(of(95, 6))).toEqual(['granted', 'granted']);
    expect(kinds(of(99, 15))).toEqual(['granted', 'granted']);
  });
});

describe('requests under way', () => {
  const limits = { maxConcurrent: 2 };
  const both = [run, { ...run, ticket: 'other' }].reduce((state, turn) => take(state, turn, limits).state, emptyState);

  it('are never more than allowed, and the place of one that ended is free', () => {
    const full = take(both, { ...run, ticket: 'third' }, limits);
    expect(full.verdict).toMatchObject({ kind: 'later', isCrowded: true });
    const landed = landRequest(full.state, [], { ticket: 'run', start: now }, { kind: 'answered' }, now);
    expect(take(landed, { ...run, ticket: 'third' }, limits).verdict.kind).toBe('granted');
  });

  it('go to the person who waits first', () => {
    const waiting = take(both, person, limits).state;
    const landed = landRequest(waiting, [], { ticket: 'run', start: now }, { kind: 'answered' }, now);
    expect(take(landed, { ...run, ticket: 'third' }, limits).verdict.kind).toBe('later');
    expect(take(landed, person, limits).verdict.kind).toBe('granted');
  });

  it('of a process that died count until their deadline', () => {
    expect(take(both, { ...run, ticket: 'third' }, limits, noBudget, now + 35_001).verdict.kind).toBe('granted');
  });
});

describe('the circuit', () => {
  const land = (state: LimitState, ticket: string, kind: 'answered' | 'failed' | 'nothing', at = now) =>
    landRequest(state, [], { ticket, start: at }, { kind }, at);
  const fail = (times: number) =>
    Array.from({ length: times }).reduce((state: LimitState) => land(state, 'run', 'failed'), emptyState);
  const open = fail(failuresToOpen);

  it('opens after failures in a row, not before, and an answer in between starts the count again', () => {
    expect(take(fail(failuresToOpen - 1), run).verdict.kind).toBe('granted');
    expect(take(open, run).verdict).toEqual({ kind: 'refused', refusal: { kind: 'circuit', until: now + 10_000 } });
    expect(land(land(fail(failuresToOpen - 1), 'run', 'answered'), 'run', 'failed').openUntil).toBe(0);
  });

  it('lets one probe pass; its answer closes it, its failure opens it for twice as long', () => {
    const later = now + 10_000;
    const probing = take(open, { ...run, ticket: 'probe' }, {}, noBudget, later);
    expect(probing.verdict.kind).toBe('granted');
    expect(take(probing.state, run, {}, noBudget, later).verdict.kind).toBe('refused');
    expect(take(land(probing.state, 'probe', 'answered', later), run, {}, noBudget, later).verdict.kind).toBe(
      'granted',
    );
    expect(land(probing.state, 'probe', 'failed', later).openUntil).toBe(later + 20_000);
    expect(land(probing.state, 'late', 'answered', later)).toEqual(probing.state);
  });

  it('is probed by the next one when the probe says nothing or its process dies', () => {
    const later = now + 10_000;
    const probing = take(open, { ...run, ticket: 'probe' }, {}, noBudget, later).state;
    expect(take(land(probing, 'probe', 'nothing', later), run, {}, noBudget, later).verdict.kind).toBe('granted');
    expect(take(probing, run, {}, noBudget, later + 35_000).verdict.kind).toBe('granted');
  });
});

describe('"too many" without a word of how long', () => {
  it('pauses for longer each time, once for requests that were under way together', () => {
    const throttle = (state: LimitState, at: number) =>
      landRequest(state, [], { ticket: 'run', start: at }, { kind: 'throttled' }, at);
    const once = throttle(throttle(emptyState, now), now);
    expect([once.pausedUntil, once.throttles]).toEqual([now + 1_000, 1]);
    expect(throttle(once, now + 1_000).pausedUntil).toBe(now + 3_000);
  });
});

describe('the clock of the database', () => {
  it('is known between two bounds, which readings narrow', () => {
    let local = 1_000;
    const clock = new DatabaseClock(() => local);
    clock.observe(501_000, 900, 1_000);
    expect([clock.timeUntil(501_100), clock.timeSince(501_000)]).toEqual([100, 100]);
    clock.observe(501_110, 1_090, 1_100);
    local = 1_100;
    expect([clock.timeUntil(501_200), clock.timeSince(501_100)]).toEqual([90, 20]);
  });

  it('is learnt anew when it was set', () => {
    const clock = new DatabaseClock(() => 1_000);
    clock.observe(501_000, 990, 1_000);
    clock.observe(400_000, 995, 1_000);
    expect(clock.timeUntil(400_010)).toBe(10);
  });
});
