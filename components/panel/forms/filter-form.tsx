import { FunctionSquare, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { Button } from '#components/ui/button.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { removeAt, replaceAt } from '../edit-list.ts';
import { Advanced } from '../fields/advanced.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
import { FilterConditionRow } from '../filter/filter-condition-row.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

export function FilterForm({ node, settings, change }: NodeFormProps<'filter'>) {
  const t = useTranslations('builder.forms.filter');
  const fields = useInputFields(node.id);
  const { conditions, match } = settings;
  return (
    <>
      {conditions.length > 1 && (
        <SegmentedControl
          label={t('match')}
          value={match}
          onChange={(next) => change({ match: next })}
          choices={[
            { value: 'all', label: t('all') },
            { value: 'any', label: t('any') },
          ]}
        />
      )}
      <ul aria-label={t('conditions')} className="flex flex-col gap-1.5">
        {conditions.map((condition, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
          <Fragment key={index}>
            {index > 0 && (
              <li aria-hidden className="text-ink-3 text-meta">
                {t(match === 'all' ? 'and' : 'or')}
              </li>
            )}
            <FilterConditionRow
              node={node}
              index={index}
              condition={condition}
              fields={fields}
              onChange={(part) => change({ conditions: replaceAt(conditions, index, part) })}
              onRemove={() => change({ conditions: removeAt(conditions, index) })}
            />
          </Fragment>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          icon={Plus}
          onClick={() => change({ conditions: [...conditions, { field: '', operator: 'is_not_blank', value: '' }] })}
        >
          {t('add')}
        </Button>
        <Button
          size="small"
          variant="ghost"
          icon={FunctionSquare}
          onClick={() => change({ conditions: [...conditions, { field: '', operator: 'formula', value: '' }] })}
        >
          {t('addFormula')}
        </Button>
      </div>
      <SectionProblem node={node} field="conditions" />
      <Advanced>
        <Switch
          label={t('caseSensitive')}
          description={t('caseSensitiveHint')}
          checked={settings.caseSensitive}
          onChange={(caseSensitive) => change({ caseSensitive })}
        />
      </Advanced>
    </>
  );
}
