import { z } from 'zod';
import { type FieldType, fieldTypes } from './field-type.ts';

/** What happens to a row that breaks a rule; `trim` rejects it where trimming does not help. */
export const ruleActions = ['reject', 'blank', 'default', 'trim', 'warn', 'stop'] as const;

export type RuleAction = (typeof ruleActions)[number];

export const comparisonOperators = [
  'equals',
  'not_equals',
  'greater',
  'greater_or_equal',
  'less',
  'less_or_equal',
] as const;

const name = z.string().max(200);
const amount = z.number().int().min(0).max(1e12).nullable();
const limit = z.number().min(0).max(1e9);
const rowRule = {
  field: name,
  action: z.enum(ruleActions),
  /** For `default`: the value as typed, read by the field's type. */
  replacement: z.string().max(10_000),
};
const dataRule = { action: z.enum(['warn', 'stop']) };

/** Rules for one row pass blank values, but for `not_blank`. */
export const validationRuleSchema = z.discriminatedUnion('check', [
  z.strictObject({ check: z.literal('not_blank'), ...rowRule }),
  /** Rows after the first one with the same values in `field` and `fields`, of those that no other rule rejects. */
  z.strictObject({ check: z.literal('unique'), ...rowRule, fields: z.array(name).max(20), ignoreCase: z.boolean() }),
  z.strictObject({ check: z.literal('type'), ...rowRule, type: z.enum(fieldTypes) }),
  /** One value per line. */
  z.strictObject({ check: z.literal('set'), ...rowRule, values: z.string().max(100_000), ignoreCase: z.boolean() }),
  /** Bounds as typed, both included; empty: none. */
  z.strictObject({ check: z.literal('range'), ...rowRule, min: z.string().max(100), max: z.string().max(100) }),
  z.strictObject({ check: z.literal('length'), ...rowRule, min: amount, max: amount }),
  /** The whole value must match. */
  z.strictObject({ check: z.literal('pattern'), ...rowRule, pattern: z.string().max(500) }),
  z.strictObject({ check: z.literal('email'), ...rowRule }),
  z.strictObject({ check: z.literal('phone'), ...rowRule }),
  z.strictObject({ check: z.literal('url'), ...rowRule }),
  /** `format` is a strptime pattern; empty: ISO. */
  z.strictObject({ check: z.literal('date'), ...rowRule, format: z.string().max(60) }),
  /** The value is among those of `other` in the second input. */
  z.strictObject({ check: z.literal('reference'), ...rowRule, other: name, ignoreCase: z.boolean() }),
  z.strictObject({ check: z.literal('comparison'), ...rowRule, operator: z.enum(comparisonOperators), other: name }),
  z.strictObject({ check: z.literal('row_count'), ...dataRule, min: amount, max: amount }),
  /** The newest date of the field is at most `hours` before the run. */
  z.strictObject({ check: z.literal('freshness'), ...dataRule, field: name, hours: limit }),
  z.strictObject({ check: z.literal('blank_share'), ...dataRule, field: name, maxPercent: limit.max(100) }),
  /** How far the field's values may move from those of the last `runs` runs; see `measure-distribution.ts`. */
  z.strictObject({
    check: z.literal('distribution'),
    ...dataRule,
    field: name,
    maxPercent: limit,
    runs: z.number().int().min(1).max(50),
  }),
]);

export type ValidationRule = z.infer<typeof validationRuleSchema>;
export type RuleCheck = ValidationRule['check'];
export type DataRule = Extract<ValidationRule, { check: 'row_count' | 'freshness' | 'blank_share' | 'distribution' }>;
export type RowRule = Exclude<ValidationRule, DataRule>;

/** Every check, commonest first. */
export const ruleChecks: readonly RuleCheck[] = validationRuleSchema.options.map(({ shape }) => shape.check.value);

const dataChecks: readonly RuleCheck[] = ['row_count', 'freshness', 'blank_share', 'distribution'];

/** Whether the rule looks at all rows together. */
export function isDataRule(rule: ValidationRule): rule is DataRule {
  return dataChecks.includes(rule.check);
}

const actionsOfCheck: Partial<Record<RuleCheck, readonly RuleAction[]>> = {
  not_blank: ['reject', 'default', 'warn', 'stop'],
  unique: ['reject', 'warn', 'stop'],
  range: ['reject', 'blank', 'default', 'warn', 'stop'],
  comparison: ['reject', 'blank', 'default', 'warn', 'stop'],
};

/** The actions that make sense for a check, commonest first. */
export function actionsFor(check: RuleCheck): readonly RuleAction[] {
  if (dataChecks.includes(check)) return ['warn', 'stop'];
  return actionsOfCheck[check] ?? ruleActions;
}

/** A rule of that check with nothing filled in but what is given. */
export function createRule(check: RuleCheck, field = '', type: FieldType = 'text'): ValidationRule {
  const row = { field, action: 'reject', replacement: '' } as const;
  const bounds = { min: null, max: null };
  switch (check) {
    case 'not_blank':
    case 'email':
    case 'phone':
    case 'url':
      return { check, ...row };
    case 'unique':
      return { check, ...row, fields: [], ignoreCase: true };
    case 'type':
      return { check, ...row, type: type === 'text' ? 'integer' : type };
    case 'set':
      return { check, ...row, values: '', ignoreCase: true };
    case 'range':
      return { check, ...row, min: '', max: '' };
    case 'length':
      return { check, ...row, ...bounds };
    case 'pattern':
      return { check, ...row, pattern: '' };
    case 'date':
      return { check, ...row, format: '' };
    case 'reference':
      return { check, ...row, other: '', ignoreCase: true };
    case 'comparison':
      return { check, ...row, operator: 'less_or_equal', other: '' };
    case 'row_count':
      return { check, action: 'stop', min: 1, max: null };
    case 'freshness':
      return { check, action: 'warn', field, hours: 24 };
    case 'blank_share':
      return { check, action: 'warn', field, maxPercent: 5 };
    case 'distribution':
      return { check, action: 'warn', field, maxPercent: 25, runs: 10 };
  }
}
