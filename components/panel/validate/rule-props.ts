import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import type { ValidationRule } from '#core/graph/validation-rule.ts';

/** What every editor of a rule's settings is given. */
export interface RuleProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly rule: ValidationRule;
  readonly fields: readonly Field[];
  readonly onChange: (rule: ValidationRule) => void;
}
