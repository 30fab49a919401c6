'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useMemo, useState } from 'react';
import { useSaveBudget } from '#components/queries/use-connection-budget.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import { focusFirstFault } from '#components/ui/focus-first-fault.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.ts';
import type { BudgetView } from '#core/contracts/budgets.ts';
import {
  addRow,
  type BudgetValues,
  isCount,
  type LimitRow,
  offeredWindows,
  readBudgetValues,
  toBudgetSettings,
} from './budget-values.ts';

const maxRows = 5;

/** Limits and budget of a connection, for admins. */
export function BudgetForm({ connectionId, budget }: { connectionId: string; budget: BudgetView }) {
  const t = useTranslations('connections.budget');
  const describeError = useErrorText();
  const [values, setValues] = useState(() => readBudgetValues(budget));
  const [showsFaults, setShowsFaults] = useState(false);
  const { mutate: saveBudget, isPending } = useSaveBudget(connectionId);
  const change = (changes: Partial<BudgetValues>) => setValues((current) => ({ ...current, ...changes }));
  const zones = useMemo(
    () => ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({ value, label: value.replaceAll('_', ' ') })),
    [],
  );
  const fault = (text: string) => showsFaults && text.trim() !== '' && !isCount(text) && t('countInvalid');
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const settings = toBudgetSettings(values, budget.declared);
    setShowsFaults(settings === null);
    if (settings === null) return focusFirstFault(event.currentTarget);
    saveBudget(settings, {
      onSuccess: () => toast.success(t('saved')),
      onError: (error) => toast.error(describeError(error)),
    });
  };
  return (
    <form onSubmit={save} noValidate className="flex flex-col gap-4">
      <LimitRows rows={values.rows} onChange={(rows) => change({ rows })} showsFaults={showsFaults} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('maxConcurrent')}
          optional
          inputMode="numeric"
          value={values.maxConcurrent}
          onChange={(maxConcurrent) => change({ maxConcurrent })}
          error={fault(values.maxConcurrent)}
        />
        <TextField
          label={t('dailyRequests')}
          optional
          hint={t('dailyHint')}
          inputMode="numeric"
          value={values.dailyRequests}
          onChange={(dailyRequests) => change({ dailyRequests })}
          error={fault(values.dailyRequests)}
        />
      </div>
      <ComboboxField
        label={t('timeZone')}
        hint={t('timeZoneHint')}
        value={values.timeZone}
        onChange={(timeZone) => timeZone !== null && change({ timeZone })}
        choices={zones}
      />
      <Button type="submit" loading={isPending} className="w-fit!">
        {t('save')}
      </Button>
    </form>
  );
}

interface LimitRowsProps {
  rows: readonly LimitRow[];
  onChange: (rows: readonly LimitRow[]) => void;
  showsFaults: boolean;
}

function LimitRows({ rows, onChange, showsFaults }: LimitRowsProps) {
  const t = useTranslations('connections.budget');
  const added = addRow(rows);
  const replace = (row: LimitRow, changes: Partial<LimitRow>) =>
    onChange(rows.map((each) => (each.key === row.key ? { ...each, ...changes } : each)));
  const taken = new Set(rows.map(({ windowSeconds }) => windowSeconds));
  const choicesOf = ({ windowSeconds }: LimitRow) =>
    [...new Set([windowSeconds, ...offeredWindows])]
      .sort((a, b) => a - b)
      .filter((seconds) => seconds === windowSeconds || !taken.has(seconds))
      .map((seconds) => ({ value: String(seconds), label: t('window', spellWindow(seconds)) }));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 font-medium text-ui">{t('limits')}</legend>
      {rows.length === 0 && <p className="text-ink-3 text-ui">{t('noLimits')}</p>}
      {rows.map((row) => (
        <div key={row.key} className="flex items-start gap-2">
          <TextField
            label={t('requests')}
            hideLabel
            inputMode="numeric"
            placeholder={t('requests')}
            value={row.requests}
            onChange={(requests) => replace(row, { requests })}
            error={showsFaults && !isCount(row.requests) && t('countInvalid')}
            className="flex-1"
          />
          <SelectField
            label={t('windowLabel')}
            hideLabel
            value={String(row.windowSeconds)}
            onChange={(seconds) => replace(row, { windowSeconds: Number(seconds) })}
            choices={choicesOf(row)}
            className="flex-1"
          />
          <IconButton
            icon={X}
            label={t('remove')}
            onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
          />
        </div>
      ))}
      {added !== null && rows.length < maxRows && (
        <Button size="small" icon={Plus} onClick={() => onChange([...rows, added])} className="w-fit!">
          {t('add')}
        </Button>
      )}
    </fieldset>
  );
}

/** A window in its largest whole unit. */
function spellWindow(seconds: number): { unit: string; count: number } {
  const units = [
    { unit: 'day', length: 86_400 },
    { unit: 'hour', length: 3_600 },
    { unit: 'minute', length: 60 },
  ];
  const found = units.find(({ length }) => seconds % length === 0) ?? { unit: 'second', length: 1 };
  return { unit: found.unit, count: seconds / found.length };
}
