import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/icon-button.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import {
  actionsFor,
  createRule,
  type RuleCheck,
  ruleChecks,
  type ValidationRule,
} from '#core/graph/validation-rule.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { RuleParameters } from './rule-parameters.tsx';
import type { RuleProps } from './rule-props.ts';

interface RuleEditorProps extends RuleProps {
  readonly count: number;
  readonly onMove: (step: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** One rule, read as a sentence: which field, what must hold, what happens otherwise. */
export function RuleEditor(props: RuleEditorProps) {
  const { node, index, count, rule, fields, onChange, onMove, onRemove } = props;
  const t = useTranslations('builder.forms.validate');
  const path = `rules.${index}`;
  const number = index + 1;
  const fieldProblem = useFieldProblem(node, `${path}.field`);
  const pickCheck = (check: RuleCheck) => {
    const field = 'field' in rule ? rule.field : '';
    const next = createRule(check, field, fields.find(({ name }) => name === field)?.type);
    const keepsAction = actionsFor(check).includes(rule.action);
    onChange(keepsAction ? ({ ...next, action: rule.action } as ValidationRule) : next);
  };
  return (
    <li className="flex flex-col gap-2 rounded-control border border-line p-2">
      <div className="flex items-center gap-0.5">
        <span className="mr-auto pl-0.5 font-medium text-meta text-ink-2">{t('rule', { number })}</span>
        <IconButton
          size="small"
          icon={ArrowUp}
          label={t('up', { number })}
          disabled={index === 0}
          onClick={() => onMove(-1)}
        />
        <IconButton
          size="small"
          icon={ArrowDown}
          label={t('down', { number })}
          disabled={index === count - 1}
          onClick={() => onMove(1)}
        />
        <IconButton size="small" icon={X} label={t('remove', { number })} onClick={onRemove} />
      </div>
      {'field' in rule && (
        <InputFieldSelect
          label={t('field')}
          hideLabel
          error={fieldProblem}
          fields={fields}
          value={rule.field}
          onChange={(field) => onChange({ ...rule, field })}
        />
      )}
      <SelectField
        label={t('check')}
        hideLabel
        value={rule.check}
        onChange={pickCheck}
        choices={ruleChecks.map((value) => ({
          value,
          label: t(`checks.${value}.name`),
          description: t(`checks.${value}.description`),
        }))}
      />
      <RuleParameters node={node} index={index} rule={rule} fields={fields} onChange={onChange} />
      <RuleOutcome node={node} index={index} rule={rule} fields={fields} onChange={onChange} />
    </li>
  );
}

function RuleOutcome({ node, index, rule, onChange }: RuleProps) {
  const t = useTranslations('builder.forms.validate');
  const actionProblem = useFieldProblem(node, `rules.${index}.action`);
  const replacementProblem = useFieldProblem(node, `rules.${index}.replacement`);
  return (
    <>
      <SelectField
        label={t('otherwise')}
        error={actionProblem}
        value={rule.action}
        onChange={(action) => onChange({ ...rule, action } as ValidationRule)}
        choices={actionsFor(rule.check).map((value) => ({ value, label: t(`actions.${value}`) }))}
      />
      {rule.action === 'default' && (
        <TextField
          label={t('replacement')}
          error={replacementProblem}
          value={rule.replacement}
          onChange={(replacement) => onChange({ ...rule, replacement })}
        />
      )}
    </>
  );
}
