import { z } from 'zod';
import { defineNode, type Ports } from '../node-definition.ts';
import type { Problem } from '../problem.ts';
import { actionsFor, type ValidationRule, validationRuleSchema } from '../validation-rule.ts';

const settings = z.strictObject({
  /** In the order in which they are looked at; a later rule sees what an earlier one has mended. */
  rules: z.array(validationRuleSchema).max(100),
});

export type ValidateSettings = z.infer<typeof settings>;

const outputs = [{ id: 'valid' }, { id: 'rejected' }];

function portsOf({ rules }: ValidateSettings): Ports {
  const compares = rules.some(({ check }) => check === 'reference');
  const reference = { id: 'reference', required: true, consulted: true };
  return { inputs: [{ id: 'rows', required: true }, ...(compares ? [reference] : [])], outputs };
}

/** Checks rows by rules: those that pass go one way, those that are rejected another, each kept with its reason. */
export const validate = defineNode<ValidateSettings>({
  kind: 'validate',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs,
  portsOf,
  settings,
  defaults: { rules: [] },
  check: ({ rules }) =>
    rules.length === 0
      ? [{ code: 'rules_missing', field: 'rules', severity: 'error' }]
      : rules.flatMap((rule, index) => checkRule(rule, `rules.${index}`)),
  summarize: ({ rules }) => {
    const first = rules[0];
    if (first === undefined) return { key: 'empty' };
    const field = 'field' in first ? first.field : '';
    return { key: 'rules', values: { check: first.check, field, more: rules.length - 1 } };
  },
});

function checkRule(rule: ValidationRule, path: string): Omit<Problem, 'nodeId'>[] {
  const problem = (code: string, setting: string) => [
    { code, field: `${path}.${setting}`, severity: 'error' as const },
  ];
  if ('field' in rule && rule.field === '') return problem('field_missing', 'field');
  if (!actionsFor(rule.check).includes(rule.action)) return problem('rule_action_unsuitable', 'action');
  if (rule.action === 'default' && rule.replacement === '') return problem('value_missing', 'replacement');
  switch (rule.check) {
    case 'set':
      return rule.values.trim() === '' ? problem('rule_values_missing', 'values') : [];
    case 'range':
      return rule.min === '' && rule.max === '' ? problem('rule_bounds_missing', 'min') : [];
    case 'length':
    case 'row_count':
      return rule.min === null && rule.max === null ? problem('rule_bounds_missing', 'min') : [];
    case 'pattern':
      return rule.pattern === '' ? problem('rule_pattern_missing', 'pattern') : [];
    case 'reference':
    case 'comparison':
      return rule.other === '' ? problem('field_missing', 'other') : [];
    default:
      return [];
  }
}
