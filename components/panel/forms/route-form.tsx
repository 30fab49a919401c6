import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { emptyGroup } from '#core/graph/condition-group.ts';
import type { RouteBranch } from '#core/graph/nodes/route.ts';
import { moveItem, removeAt, replaceAt } from '../edit-list.ts';
import { Advanced } from '../fields/advanced.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import { ConditionGroupEditor } from '../filter/condition-group-editor.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

/** A branch with an id and a name that no other has: A, B, C…. */
function createBranch(branches: readonly RouteBranch[]): RouteBranch {
  const numbers = branches.map(({ id }) => Number(/^branch_(\d+)$/.exec(id)?.[1] ?? 0));
  const number = Math.max(0, ...numbers) + 1;
  const name = number <= 26 ? String.fromCharCode(64 + number) : String(number);
  return { ...emptyGroup, id: `branch_${number}`, name };
}

export function RouteForm({ node, settings, change }: NodeFormProps<'route'>) {
  const t = useTranslations('builder.forms.route');
  const filter = useTranslations('builder.forms.filter');
  const { branches, mode } = settings;
  return (
    <>
      <Labelled label={t('mode')} hint={t(`modeHint.${mode}`)}>
        <SegmentedControl
          label={t('mode')}
          value={mode}
          onChange={(next) => change({ mode: next })}
          choices={(['first', 'all'] as const).map((value) => ({ value, label: t(`modes.${value}`) }))}
        />
      </Labelled>
      <ol className="flex flex-col gap-3">
        {branches.map((branch, index) => (
          <BranchEditor
            key={branch.id}
            node={node}
            index={index}
            branch={branch}
            count={branches.length}
            onChange={(part) => change({ branches: replaceAt(branches, index, part) })}
            onMove={(step) => change({ branches: moveItem(branches, index, index + step) })}
            onRemove={() => change({ branches: removeAt(branches, index) })}
          />
        ))}
      </ol>
      <Button
        size="small"
        icon={Plus}
        className="self-start"
        onClick={() => change({ branches: [...branches, createBranch(branches)] })}
      >
        {t('add')}
      </Button>
      <SectionProblem node={node} field="branches" />
      <p className="text-ink-3 text-meta">{t('none')}</p>
      <Advanced>
        <Switch
          label={filter('caseSensitive')}
          description={filter('caseSensitiveHint')}
          checked={settings.caseSensitive}
          onChange={(caseSensitive) => change({ caseSensitive })}
        />
      </Advanced>
    </>
  );
}

interface BranchEditorProps {
  readonly node: NodeFormProps<'route'>['node'];
  readonly index: number;
  readonly branch: RouteBranch;
  readonly count: number;
  readonly onChange: (part: Partial<RouteBranch>) => void;
  readonly onMove: (step: -1 | 1) => void;
  readonly onRemove: () => void;
}

function BranchEditor({ node, index, branch, count, onChange, onMove, onRemove }: BranchEditorProps) {
  const t = useTranslations('builder.forms.route');
  const { name } = branch;
  const isLast = index === count - 1;
  return (
    <li className="flex flex-col gap-2 rounded-control border border-line p-2">
      <div className="flex items-start gap-0.5">
        <SettingTextField
          node={node}
          path={`branches.${index}.name`}
          label={t('name')}
          hideLabel
          className="flex-1"
          maxLength={60}
          value={name}
          onChange={(next) => onChange({ name: next })}
        />
        <IconButton icon={ArrowUp} label={t('up', { name })} disabled={index === 0} onClick={() => onMove(-1)} />
        <IconButton icon={ArrowDown} label={t('down', { name })} disabled={isLast} onClick={() => onMove(1)} />
        <IconButton icon={X} label={t('remove', { name })} onClick={onRemove} />
      </div>
      <ConditionGroupEditor
        node={node}
        fields={useInputFields(node.id)}
        group={branch}
        prefix={`branches.${index}.`}
        onChange={onChange}
      />
    </li>
  );
}
