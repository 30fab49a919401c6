import { ArrowRight } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { typeIcons } from '#components/preview/type-icons.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { mapField, nameNewField, settleType } from '#core/graph/apply-change.ts';
import type { FieldChange } from '#core/graph/compare-fields.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import type { RenameSuggestion } from '#core/graph/suggest-renames.ts';

interface ChangeRowProps {
  readonly change: FieldChange;
  readonly changes: readonly FieldChange[];
  readonly suggestion: RenameSuggestion | undefined;
  readonly fields: readonly SourceField[];
  readonly onFields: (fields: SourceField[]) => void;
  /** Leaves a new field out for good. */
  readonly onIgnore: (path: readonly string[]) => void;
}

/** One difference, and what can be done about it. */
export function ChangeRow(props: ChangeRowProps) {
  if (props.change.kind === 'missing') return <MissingRow {...props} field={props.change.field} />;
  if (props.change.kind === 'retyped') return <RetypedRow {...props} change={props.change} />;
  // The field that is gone offers it.
  return props.suggestion === undefined ? <AddedRow {...props} found={props.change.found} /> : null;
}

function Row({ title, actions }: { title: ReactNode; actions: ReactNode }) {
  return (
    <li className="flex flex-col gap-2 px-3 py-2.5">
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">{title}</div>
      <div className="flex flex-wrap items-center gap-2">{actions}</div>
    </li>
  );
}

function MissingRow({ field, changes, suggestion, fields, onFields }: ChangeRowProps & { field: SourceField }) {
  const t = useTranslations('builder.drift');
  const format = useFormatter();
  const { name } = field;
  const blank = () =>
    onFields(fields.map((each) => (each === field ? { ...field, drift: { ...field.drift, missing: 'blank' } } : each)));
  const candidates = changes.flatMap((change) => (change.kind === 'added' ? [change.found] : []));
  const map = (path: string) => {
    const found = candidates.find((candidate) => candidate.path.join('.') === path);
    if (found !== undefined) onFields(mapField(fields, field, found));
  };
  return (
    <Row
      title={
        suggestion === undefined ? (
          <>
            <FieldName name={name} />
            <Badge tone="error">{t('gone')}</Badge>
          </>
        ) : (
          <>
            <Became from={name} to={suggestion.found.name} />
            <Badge tone="warning">
              {t('alike', {
                share: format.number(suggestion.confidence, { style: 'percent', maximumFractionDigits: 0 }),
              })}
            </Badge>
          </>
        )
      }
      actions={
        <>
          {suggestion !== undefined && (
            <Button
              size="small"
              variant="primary"
              aria-label={t('useNamed', { name, found: suggestion.found.name })}
              onClick={() => onFields(mapField(fields, field, suggestion.found))}
            >
              {t('use')}
            </Button>
          )}
          {suggestion === undefined && candidates.length > 0 && (
            <SelectField<string>
              label={t('nowCalled', { name })}
              hideLabel
              className="w-full"
              placeholder={t('choose')}
              value={null}
              onChange={map}
              choices={candidates.map((found) => ({
                value: found.path.join('.'),
                label: found.name,
                icon: typeIcons[found.type],
              }))}
            />
          )}
          <Button size="small" aria-label={t('blankNamed', { name })} onClick={blank}>
            {t('blank')}
          </Button>
          <Button
            size="small"
            variant="ghost"
            aria-label={t('removeNamed', { name })}
            onClick={() => onFields(fields.filter((each) => each !== field))}
          >
            {t('remove')}
          </Button>
        </>
      }
    />
  );
}

function RetypedRow({
  change,
  fields,
  onFields,
}: ChangeRowProps & { change: Extract<FieldChange, { kind: 'retyped' }> }) {
  const t = useTranslations('builder');
  const { field, found } = change;
  const { name } = field;
  return (
    <Row
      title={
        <>
          <FieldName name={name} type={found.type} />
          <Became from={t(`types.${field.found ?? field.type}`)} to={t(`types.${found.type}`)} />
        </>
      }
      actions={
        <>
          <Button
            size="small"
            aria-label={t('drift.takeTypeNamed', { name })}
            onClick={() => onFields(settleType(fields, change, 'take'))}
          >
            {t('drift.take')}
          </Button>
          <Button
            size="small"
            variant="ghost"
            aria-label={t('drift.keepTypeNamed', { name })}
            onClick={() => onFields(settleType(fields, change, 'keep'))}
          >
            {t('drift.keepType', { type: t(`types.${field.type}`) })}
          </Button>
        </>
      }
    />
  );
}

type FoundField = Extract<FieldChange, { kind: 'added' }>['found'];

function AddedRow({ found, fields, onFields, onIgnore }: ChangeRowProps & { found: FoundField }) {
  const t = useTranslations('builder.drift');
  const { name } = found;
  return (
    <Row
      title={
        <>
          <FieldName name={name} type={found.type} />
          <Badge tone="success">{t('new')}</Badge>
        </>
      }
      actions={
        <>
          <Button
            size="small"
            aria-label={t('takeNamed', { name })}
            onClick={() => onFields([...fields, nameNewField(found, fields)])}
          >
            {t('take')}
          </Button>
          <Button
            size="small"
            variant="ghost"
            aria-label={t('leaveOutNamed', { name })}
            onClick={() => onIgnore(found.path)}
          >
            {t('leaveOut')}
          </Button>
        </>
      }
    />
  );
}

function FieldName({ name, type }: { name: string; type?: FieldType }) {
  const Icon = type && typeIcons[type];
  return (
    <span className="flex min-w-0 items-center gap-1.5 font-medium text-ui">
      {Icon && <Icon aria-hidden className="size-3.5 shrink-0 text-ink-3" />}
      <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
    </span>
  );
}

/** What it was and what it is now. */
function Became({ from, to }: { from: string; to: string }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1.5 text-ui">
      <span className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">{from}</span>
      <ArrowRight aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{to}</span>
    </span>
  );
}
