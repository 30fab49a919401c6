import type { Measure } from '#core/compiler/plan.ts';
import type { DataRule, ValidationRule } from '#core/graph/validation-rule.ts';
import type { StepWarning } from './save-step.ts';

export interface MeasuredRule extends Measure {
  /** Null where there was nothing to measure. */
  readonly values: readonly number[] | null;
}

export interface Finding extends StepWarning {
  readonly rule: number;
  readonly action: ValidationRule['action'];
}

export interface JudgeContext {
  readonly now: Date;
  /** The values that earlier runs measured for a field, newest first, at most as many as asked for. */
  readonly historyOf: (field: string, metric: string, runs: number) => readonly (readonly number[])[];
}

/** Fewer earlier runs than this say nothing about what is usual. */
const fewestRuns = 3;

/** What the measures of a run mean under the rules: one finding per rule that found something. */
export function judgeRules(
  rules: readonly ValidationRule[],
  measured: readonly MeasuredRule[],
  context: JudgeContext,
): Finding[] {
  return measured.flatMap((measure) => {
    const rule = rules[measure.rule];
    if (rule === undefined) return [];
    const params = judge(rule, measure, context);
    if (params === null) return [];
    const { action } = rule;
    const stopped = action === 'stop' ? 'yes' : 'no';
    const { code, ...values } = params;
    const shared = { rule: measure.rule + 1, field: measure.field, stopped };
    return [{ rule: measure.rule, action, code, params: { ...shared, ...values } }];
  });
}

type Judgement = { readonly code: string } & Readonly<Record<string, string | number>>;

function judge(rule: ValidationRule, { metric, values, field }: MeasuredRule, context: JudgeContext): Judgement | null {
  if (metric === 'broken' || metric === 'fixed') {
    const rows = values?.[0] ?? 0;
    const code = metric === 'fixed' ? 'check_fixed' : 'check_rows';
    return rows === 0 ? null : { code, check: rule.check, rows };
  }
  return judgeData(rule as DataRule, field, metric, values, context);
}

function judgeData(
  rule: DataRule,
  field: string,
  metric: string,
  values: readonly number[] | null,
  { now, historyOf }: JudgeContext,
): Judgement | null {
  switch (rule.check) {
    case 'row_count': {
      const rows = values?.[0] ?? 0;
      if (rule.min !== null && rows < rule.min) return { code: 'check_rows_few', rows, limit: rule.min };
      return rule.max !== null && rows > rule.max ? { code: 'check_rows_many', rows, limit: rule.max } : null;
    }
    case 'freshness': {
      if (values === null) return { code: 'check_stale', hours: -1, limit: rule.hours };
      const hours = (now.getTime() / 1000 - (values[0] ?? 0)) / 3600;
      return hours > rule.hours ? { code: 'check_stale', hours: Math.floor(hours), limit: rule.hours } : null;
    }
    case 'blank_share': {
      const percent = (values?.[0] ?? 0) * 100;
      return percent > rule.maxPercent
        ? { code: 'check_blanks', percent: round(percent), limit: rule.maxPercent }
        : null;
    }
    case 'distribution': {
      const history = historyOf(field, metric, rule.runs).filter((entry) => entry.length === values?.length);
      if (values === null || history.length < fewestRuns) return null;
      const percent = 100 * distanceOf(metric, values, averageOf(history));
      const params = { percent: round(percent), limit: rule.maxPercent, runs: history.length };
      return percent > rule.maxPercent ? { code: 'check_changed', ...params } : null;
    }
  }
}

function averageOf(history: readonly (readonly number[])[]): number[] {
  return (history[0] ?? []).map((_, index) => {
    const sum = history.reduce((total, entry) => total + (entry[index] ?? 0), 0);
    return sum / history.length;
  });
}

/**
 * Shares: the part of all values that would have to change for both to be alike (total variation distance).
 * Deciles: how far they lie apart on average, in parts of the usual span from the first to the last.
 */
function distanceOf(metric: string, values: readonly number[], usual: readonly number[]): number {
  const apart = values.reduce((sum, value, index) => sum + Math.abs(value - (usual[index] ?? 0)), 0);
  if (metric === 'shares') return apart / 2;
  const span = Math.abs((usual.at(-1) ?? 0) - (usual[0] ?? 0)) || Math.abs(usual[0] ?? 0) || 1;
  return apart / values.length / span;
}

function round(percent: number): number {
  return Math.round(percent * 10) / 10;
}
