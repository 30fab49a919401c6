import { FolderPlus, FunctionSquare, Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { type ConditionGroup, emptyGroup, groupMatches, maxGroupDepth } from '#core/graph/condition-group.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { SectionProblem } from '../fields/section-problem.tsx';
import { useEntryKeys } from '../fields/use-entry-keys.ts';
import { FilterConditionRow } from './filter-condition-row.tsx';

interface ConditionGroupEditorProps {
  readonly node: GraphNode;
  readonly fields: readonly Field[];
  readonly group: ConditionGroup;
  readonly onChange: (part: Partial<ConditionGroup>) => void;
  /** Path of the group in the settings with a final point, or empty. */
  readonly prefix?: string;
  readonly depth?: number;
  /** Absent for the outermost group. */
  readonly onRemove?: () => void;
}

/** Conditions and groups of them, joined by all, any or none. */
export function ConditionGroupEditor(props: ConditionGroupEditorProps) {
  const { node, fields, group, onChange, prefix = '', depth = 1, onRemove } = props;
  const t = useTranslations('builder.forms.filter');
  const { conditions, groups, match } = group;
  const conditionKeys = useEntryKeys(conditions.length);
  const groupKeys = useEntryKeys(groups.length);
  const add = (operator: 'is_not_blank' | 'formula') =>
    onChange({ conditions: [...conditions, { field: '', operator, value: '' }] });
  const word = t(match === 'all' ? 'and' : 'or');
  return (
    <div className="flex flex-col gap-2">
      {(conditions.length + groups.length > 1 || match === 'none' || onRemove) && (
        <div className="flex items-center gap-1">
          <SegmentedControl
            label={t('match')}
            value={match}
            onChange={(next) => onChange({ match: next })}
            choices={groupMatches.map((value) => ({ value, label: t(value) }))}
          />
          {onRemove && <IconButton icon={X} label={t('removeGroup')} onClick={onRemove} className="ml-auto" />}
        </div>
      )}
      <ul aria-label={t('conditions')} className="flex flex-col gap-1.5">
        {conditions.map((condition, index) => (
          <Fragment key={conditionKeys.keys[index]}>
            {index > 0 && <Joint word={word} />}
            <FilterConditionRow
              node={node}
              path={`${prefix}conditions.${index}`}
              condition={condition}
              fields={fields}
              onChange={(part) => onChange({ conditions: replaceAt(conditions, index, part) })}
              onRemove={() => {
                conditionKeys.remove(index);
                onChange({ conditions: removeAt(conditions, index) });
              }}
            />
          </Fragment>
        ))}
        {groups.map((inner, index) => (
          <Fragment key={`group ${groupKeys.keys[index]}`}>
            {index + conditions.length > 0 && <Joint word={word} />}
            <li className="rounded-control border border-line p-2">
              <ConditionGroupEditor
                node={node}
                fields={fields}
                group={inner}
                prefix={`${prefix}groups.${index}.`}
                depth={depth + 1}
                onChange={(part) => onChange({ groups: replaceAt(groups, index, part) })}
                onRemove={() => {
                  groupKeys.remove(index);
                  onChange({ groups: removeAt(groups, index) });
                }}
              />
            </li>
          </Fragment>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button size="small" icon={Plus} onClick={() => add('is_not_blank')}>
          {t('add')}
        </Button>
        {depth < maxGroupDepth && (
          <Button
            size="small"
            variant="ghost"
            icon={FolderPlus}
            onClick={() => onChange({ groups: [...groups, { ...emptyGroup, match: 'any' }] })}
          >
            {t('addGroup')}
          </Button>
        )}
        <Button size="small" variant="ghost" icon={FunctionSquare} onClick={() => add('formula')}>
          {t('addFormula')}
        </Button>
      </div>
      <SectionProblem node={node} field={`${prefix}conditions`} />
    </div>
  );
}

function Joint({ word }: { word: string }) {
  return (
    <li aria-hidden className="text-ink-3 text-meta">
      {word}
    </li>
  );
}
