import { describe, expect, it } from 'vitest';
import { createRule, type ValidationRule } from '#core/graph/validation-rule.ts';
import { judgeRules } from './judge-rules.ts';

const now = new Date('2026-11-05T10:00:00Z');

function judge(rule: Partial<ValidationRule>, metric: string, values: number[] | null, history: number[][] = []) {
  const complete = { ...createRule(rule.check ?? 'row_count', 'f'), ...rule } as ValidationRule;
  const context = { now, historyOf: (_field: string, _metric: string, runs: number) => history.slice(0, runs) };
  return judgeRules([complete], [{ rule: 0, field: 'f', metric, values }], context)[0];
}

const hoursAgo = (hours: number) => now.getTime() / 1000 - hours * 3600;

describe('judgeRules', () => {
  it.each([
    ['enough rows', judge({ check: 'row_count', min: 2, max: 5 }, 'rows', [5]), undefined],
    ['too few', judge({ check: 'row_count', min: 2 }, 'rows', [1]), 'check_rows_few'],
    ['too many', judge({ check: 'row_count', max: 5 }, 'rows', [6]), 'check_rows_many'],
    ['fresh', judge({ check: 'freshness', hours: 24 }, 'newest', [hoursAgo(23)]), undefined],
    ['stale', judge({ check: 'freshness', hours: 24 }, 'newest', [hoursAgo(25)]), 'check_stale'],
    ['without a date', judge({ check: 'freshness', hours: 24 }, 'newest', null), 'check_stale'],
    ['filled', judge({ check: 'blank_share', maxPercent: 5 }, 'blank_share', [0.05]), undefined],
    ['blank', judge({ check: 'blank_share', maxPercent: 5 }, 'blank_share', [0.06]), 'check_blanks'],
    ['nothing broken', judge({ check: 'email', action: 'warn' }, 'broken', [0]), undefined],
    ['broken', judge({ check: 'email', action: 'warn' }, 'broken', [3]), 'check_rows'],
    ['fixed', judge({ check: 'email', action: 'blank' }, 'fixed', [3]), 'check_fixed'],
  ])('%s', (_, finding, code) => {
    expect(finding?.code).toBe(code);
  });

  it('knows too little before three earlier runs', () => {
    const rule = { check: 'distribution', maxPercent: 10 } as const;
    const usual = [0.5, 0.5];
    expect(judge(rule, 'shares', [1, 0], [usual, usual])).toBeUndefined();
    const finding = judge(rule, 'shares', [1, 0], [usual, usual, usual]);
    expect(finding).toMatchObject({ code: 'check_changed', params: { percent: 50, runs: 3, limit: 10 } });
    expect(judge(rule, 'shares', [0.55, 0.45], [usual, usual, usual])).toBeUndefined();
  });

  it('measures numbers by how far their deciles moved in parts of their span', () => {
    const rule = { check: 'distribution', maxPercent: 10 } as const;
    const usual = [0, 50, 100];
    expect(judge(rule, 'deciles', [5, 55, 105], [usual, usual, usual])).toBeUndefined();
    expect(judge(rule, 'deciles', [20, 70, 120], [usual, usual, usual])?.params.percent).toBe(20);
    // Constant values have no span.
    expect(
      judge(
        rule,
        'deciles',
        [2, 2, 2],
        [
          [1, 1, 1],
          [1, 1, 1],
          [1, 1, 1],
        ],
      )?.params.percent,
    ).toBe(100);
  });
});
