import { describe, expect, it } from 'vitest';
import { forecastUse } from './forecast-use.ts';

const hourMs = 3_600_000;
const now = 1_800_000_000_000;
const day = { requests: 1_000, used: 300, usedInteractive: 0, resetsAt: now + 10 * hourMs };

describe('a forecast', () => {
  it('goes on as in the last hours', () => {
    expect(forecastUse(day, { requests: 60, overMs: 2 * hourMs }, now)).toEqual({ requests: 600, spentAt: null });
  });

  it('says when runs have to stop, with what is kept for people left over', () => {
    const { requests, spentAt } = forecastUse(day, { requests: 300, overMs: 3 * hourMs }, now);
    expect([requests, spentAt]).toEqual([1_300, now + 6 * hourMs]);
    const seen = forecastUse({ ...day, usedInteractive: 100 }, { requests: 300, overMs: 3 * hourMs }, now);
    expect(seen.spentAt).toBe(now + 7 * hourMs);
  });

  it('is now when nothing is left, and never without a budget or without requests', () => {
    expect(forecastUse({ ...day, used: 950 }, { requests: 0, overMs: hourMs }, now).spentAt).toBe(now);
    expect(forecastUse({ ...day, requests: null }, { requests: 900, overMs: hourMs }, now).spentAt).toBeNull();
    expect(forecastUse(day, { requests: 0, overMs: 0 }, now)).toEqual({ requests: 300, spentAt: null });
  });
});
