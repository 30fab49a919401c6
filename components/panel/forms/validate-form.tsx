import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { createRule } from '#core/graph/validation-rule.ts';
import { moveItem, removeAt } from '../edit-list.ts';
import { SectionProblem } from '../fields/section-problem.tsx';
import { useEntryKeys } from '../fields/use-entry-keys.ts';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';
import { RuleEditor } from '../validate/rule-editor.tsx';

export function ValidateForm({ node, settings, change }: NodeFormProps<'validate'>) {
  const t = useTranslations('builder.forms.validate');
  const fields = useInputFields(node.id);
  const { rules } = settings;
  const { keys, move, remove } = useEntryKeys(rules.length);
  return (
    <>
      <ol aria-label={t('rules')} className="flex flex-col gap-2">
        {rules.map((rule, index) => (
          <RuleEditor
            key={keys[index]}
            node={node}
            index={index}
            count={rules.length}
            rule={rule}
            fields={fields}
            onChange={(next) => change({ rules: rules.with(index, next) })}
            onMove={(step) => {
              move(index, index + step);
              change({ rules: moveItem(rules, index, index + step) });
            }}
            onRemove={() => {
              remove(index);
              change({ rules: removeAt(rules, index) });
            }}
          />
        ))}
      </ol>
      <Button
        size="small"
        icon={Plus}
        className="self-start"
        onClick={() => change({ rules: [...rules, createRule('not_blank')] })}
      >
        {t('add')}
      </Button>
      <SectionProblem node={node} field="rules" />
      <p className="text-ink-3 text-meta">{t('explanation')}</p>
    </>
  );
}
