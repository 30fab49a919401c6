import { useTranslations } from 'next-intl';
import { Switch } from '#components/ui/switch.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import type { NodeFormProps } from '../node-form.ts';

/** Columns that tell of the group of a row, in sight where they are what is wanted, and what else few people change. */
export function GroupColumns({ node, settings, change }: NodeFormProps<'deduplicate'>) {
  const t = useTranslations('builder.forms.deduplicate');
  const marks = settings.keep === 'all';
  const lists = settings.take === 'list' || settings.fields.some(({ take }) => take === 'list');
  const groupProblem = useFieldProblem(node, 'groupName');
  const scoreProblem = useFieldProblem(node, 'scoreName');
  const columns = (
    <>
      <TextField
        label={t('groupName')}
        optional={!marks}
        hint={t('groupNameHint')}
        maxLength={200}
        error={groupProblem}
        value={settings.groupName}
        onChange={(groupName) => change({ groupName })}
      />
      {settings.match === 'people' && (
        <TextField
          label={t('scoreName')}
          optional
          hint={t('scoreNameHint')}
          maxLength={200}
          error={scoreProblem}
          value={settings.scoreName}
          onChange={(scoreName) => change({ scoreName })}
        />
      )}
    </>
  );
  const comparesKeys = settings.match === 'keys';
  return (
    <>
      {marks && columns}
      {(comparesKeys || !marks) && (
        <Advanced>
          {comparesKeys && <KeySwitches settings={settings} change={change} />}
          {settings.keep === 'merge' && lists && (
            <TextField
              label={t('separator')}
              maxLength={20}
              value={settings.separator}
              onChange={(separator) => change({ separator })}
            />
          )}
          {!marks && columns}
        </Advanced>
      )}
    </>
  );
}

function KeySwitches({ settings, change }: Pick<NodeFormProps<'deduplicate'>, 'settings' | 'change'>) {
  const t = useTranslations('builder.forms.deduplicate');
  return (
    <>
      <Switch
        label={t('ignoreCase')}
        description={t('ignoreCaseHint')}
        checked={settings.ignoreCase}
        onChange={(ignoreCase) => change({ ignoreCase })}
      />
      <Switch
        label={t('blankKeys')}
        description={t('blankKeysHint')}
        checked={settings.blankKeys === 'keep'}
        onChange={(keep) => change({ blankKeys: keep ? 'keep' : 'merge' })}
      />
    </>
  );
}
