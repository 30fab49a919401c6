import { Plus, Wand2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { suggestValues } from './suggest-values.ts';
import type { TargetField } from './target-field.ts';

interface ValueTableProps {
  readonly target: TargetField;
  readonly entry: ColumnMapping;
  /** Values of the sample, commonest first; null while they are not known. */
  readonly listed: readonly { readonly value: string; readonly rows: number }[] | null;
  /** How a value that comes is shown. */
  readonly show: (value: string) => string;
  readonly onChange: (entry: ColumnMapping) => void;
}

type Otherwise = NonNullable<ColumnMapping['otherwise']>;

const shownValues = 12;
/** Told from every value of a target. */
const unnamed = '\u0000unnamed';
const empty = '\u0000empty';

/** What each value that comes is called in the target, and what becomes of the others. */
export function ValueTable({ target, entry, listed, show, onChange }: ValueTableProps) {
  const t = useTranslations('builder.mapper');
  const [isOpen, setIsOpen] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const values = entry.values ?? [];
  const rows = mergeValues(listed ?? [], values);
  const shown = showsAll ? rows : rows.slice(0, shownValues);
  const name = (from: string, to: string | null) => {
    const rest = values.filter((each) => each.from !== from);
    onChange({ ...entry, values: to === null ? rest : [...rest, { from, to }] });
  };
  if (!isOpen && values.length === 0 && target.values === null)
    return (
      <Button size="small" icon={Plus} className="self-start" onClick={() => setIsOpen(true)}>
        {t('nameValues')}
      </Button>
    );
  return (
    <section aria-label={t('valuesOf', { column: target.name })} className="flex flex-col gap-2">
      <Suggested
        target={target}
        values={values}
        listed={listed ?? []}
        show={show}
        onName={(more) => onChange({ ...entry, values: [...values, ...more] })}
      />
      <table className="w-full border-separate border-spacing-y-1 text-ui">
        <thead>
          <tr className="text-left text-ink-3 text-meta">
            <th scope="col" className="font-medium">
              {t('incoming')}
            </th>
            <th scope="col" className="w-14 pr-2 text-right font-medium">
              {t('rows')}
            </th>
            <th scope="col" className="w-1/2 font-medium">
              {t('inTarget')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ value, rows: count }) => (
            <tr key={value}>
              <th
                scope="row"
                className="max-w-28 truncate pr-2 text-left font-mono font-normal text-meta"
                title={show(value)}
              >
                {show(value)}
              </th>
              <td className="pr-2 text-right text-ink-3 text-meta tabular-nums">{count ?? ''}</td>
              <td>
                <TargetValue
                  target={target}
                  from={value}
                  shown={show(value)}
                  to={values.find(({ from }) => from === value)?.to ?? null}
                  onName={(to) => name(value, to)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <Button size="small" variant="ghost" className="self-start" onClick={() => setShowsAll(true)}>
          {t('moreValues', { count: rows.length - shown.length })}
        </Button>
      )}
      {values.length > 0 && (
        <SelectField<Otherwise>
          label={t('others')}
          value={entry.otherwise ?? 'keep'}
          onChange={(otherwise) => onChange({ ...entry, otherwise })}
          choices={(['reject', 'keep', 'blank'] as const).map((value) => ({
            value,
            label: t(`otherwise.${value}.name`),
            description: t(`otherwise.${value}.description`),
          }))}
        />
      )}
    </section>
  );
}

interface TargetValueProps {
  readonly target: TargetField;
  readonly from: string;
  readonly shown: string;
  readonly to: string | null;
  readonly onName: (to: string | null) => void;
}

function TargetValue({ target, from, shown, to, onName }: TargetValueProps) {
  const t = useTranslations('builder.mapper');
  const label = t('valueIn', { value: shown });
  if (target.values === null)
    return (
      <TextField
        label={label}
        hideLabel
        mono
        maxLength={1000}
        placeholder={t('stays')}
        value={to ?? ''}
        onChange={(next) => onName(next === '' ? null : next)}
      />
    );
  return (
    <SelectField
      label={label}
      hideLabel
      value={to === null ? unnamed : to === '' ? empty : to}
      onChange={(next) => onName(next === unnamed ? null : next === empty ? '' : next)}
      choices={[
        { value: unnamed, label: t(target.values.includes(from) ? 'stays' : 'notNamed') },
        ...target.values.map((value) => ({ value, label: value })),
        { value: empty, label: t('empty') },
      ]}
    />
  );
}

interface SuggestedProps {
  readonly target: TargetField;
  readonly values: readonly { readonly from: string }[];
  readonly listed: readonly { readonly value: string }[];
  readonly show: (value: string) => string;
  readonly onName: (values: { from: string; to: string }[]) => void;
}

/** Values that are called alike on both sides. */
function Suggested({ target, values, listed, show, onName }: SuggestedProps) {
  const t = useTranslations('builder.mapper');
  const allowed = target.values ?? [];
  const open = listed
    .map(({ value }) => value)
    .filter((value) => !allowed.includes(value) && !values.some(({ from }) => from === value));
  const suggested = suggestValues(open, allowed);
  const [first] = suggested;
  if (first === undefined) return null;
  const write = ({ from, to }: typeof first) => `${show(from)} → ${to}`;
  return (
    <Button
      size="small"
      icon={Wand2}
      className="self-start"
      title={suggested.map(write).join(', ')}
      onClick={() => onName(suggested.map(({ from, to }) => ({ from, to })))}
    >
      {t('nameAlike', { count: suggested.length, first: write(first) })}
    </Button>
  );
}

/** Values of the sample, and those that have a name but are not in it. */
function mergeValues(listed: readonly { value: string; rows: number }[], values: readonly { from: string }[]) {
  const named = values.filter(({ from }) => !listed.some(({ value }) => value === from));
  return [...listed, ...named.map(({ from }) => ({ value: from, rows: null }))];
}
