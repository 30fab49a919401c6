import { describe, expect, it } from 'vitest';
import type { BudgetView } from '#core/contracts/budgets.ts';
import { addRow, type LimitRow, readBudgetValues, toBudgetSettings } from './budget-values.ts';

const view: BudgetView = {
  sendsRequests: true,
  settings: { windows: null, maxConcurrent: null, dailyRequests: null, timeZone: 'UTC' },
  declared: { windows: [{ requests: 100, windowSeconds: 10 }], maxConcurrent: 5 },
  today: { used: 0, interactive: 0, resetsAt: '2026-11-25T00:00:00.000Z', forecast: 0, spentAt: null },
  days: [],
  state: 'flowing',
  until: null,
  vendor: null,
};

describe('limits as they are typed', () => {
  it('begin with what the connector declares, and are not stored while they are the same', () => {
    const values = readBudgetValues(view);
    expect(values).toMatchObject({ rows: [{ requests: '100', windowSeconds: 10 }], maxConcurrent: '5' });
    expect(toBudgetSettings(values, view.declared)).toEqual(view.settings);
  });

  it('come back as they were stored', () => {
    const settings = {
      ...{ windows: [{ requests: 7, windowSeconds: 60 }], maxConcurrent: 2 },
      ...{ dailyRequests: 1000, timeZone: 'America/Bogota' },
    };
    const stored = { ...view, settings };
    expect(toBudgetSettings(readBudgetValues(stored), view.declared)).toEqual(settings);
  });

  it('may be none', () => {
    expect(toBudgetSettings({ ...readBudgetValues(view), rows: [] }, view.declared)?.windows).toEqual([]);
  });

  it.each(['', '0', '1.5', '-1', 'many', '1e3'])('are no limits when they say "%s"', (requests) => {
    const rows = [{ key: 0, requests, windowSeconds: 1 }];
    expect(toBudgetSettings({ ...readBudgetValues(view), rows }, view.declared)).toBeNull();
  });

  it('get a row for each window once', () => {
    const rows: LimitRow[] = [];
    for (let row = addRow(rows); row !== null; row = addRow(rows)) rows.push(row);
    expect(new Set(rows.map(({ windowSeconds }) => windowSeconds)).size).toBe(rows.length);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });
});
