import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Field } from '#core/graph/field-type.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import type { MappingDrift } from './find-drift.ts';
import { mapField, mapValue } from './map-field.ts';
import type { TargetField } from './target-field.ts';

interface DriftNoticeProps {
  readonly drift: readonly MappingDrift[];
  readonly mapping: readonly ColumnMapping[];
  readonly targets: readonly TargetField[];
  readonly fields: readonly Field[];
  readonly onChange: (mapping: ColumnMapping[]) => void;
  /** Leaves a column as it is that has to be filled now. */
  readonly onDecide?: (column: string) => void;
}

/** What is no longer as the mapping has it, as was → is. Nothing is dropped before someone says so. */
export function DriftNotice({ drift, mapping, targets, fields, onChange, onDecide }: DriftNoticeProps) {
  const t = useTranslations('builder.mapper.drift');
  if (drift.length === 0) return null;
  return (
    <Notice
      tone="warning"
      icon={<TriangleAlert aria-hidden className="size-4 text-warning" />}
      title={t('title', { count: drift.length })}
    >
      <ul className="mt-1 flex flex-col gap-2">
        {drift.map((change) => (
          <li
            key={`${change.kind} ${change.index} ${change.name}`}
            className="flex flex-wrap items-center gap-x-2 gap-y-1"
          >
            <span className="min-w-0 basis-full">{tell(change, t)}</span>
            {change.kind === 'required' ? (
              <>
                {change.suggestion !== null && (
                  <Button size="small" onClick={() => onChange(fill(change, mapping, targets, fields))}>
                    {t('fill', { name: change.suggestion })}
                  </Button>
                )}
                {change.isMapped && (
                  <Button size="small" variant="ghost" onClick={() => onDecide?.(change.name)}>
                    {t('keep')}
                  </Button>
                )}
              </>
            ) : change.kind === 'type' ? (
              <Button size="small" onClick={() => onChange(fixType(change, mapping, targets, fields))}>
                {t('useType', { type: change.is })}
              </Button>
            ) : (
              <>
                {change.suggestion !== null && (
                  <Button
                    size="small"
                    onClick={() => onChange(replace(change, change.suggestion ?? '', mapping, targets, fields))}
                  >
                    {t('use', { name: change.suggestion })}
                  </Button>
                )}
                <Button size="small" variant="ghost" onClick={() => onChange(mapping.toSpliced(change.index, 1))}>
                  {t('remove')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function tell(change: MappingDrift, t: ReturnType<typeof useTranslations<'builder.mapper.drift'>>): string {
  if (change.kind === 'type') return t('type', { name: change.name, was: change.was, is: change.is });
  if (change.kind === 'required') return t('required', { name: change.name, mapped: change.isMapped ? 'yes' : 'no' });
  return t(change.kind, { name: change.name });
}

function fill(
  { name, suggestion }: Extract<MappingDrift, { kind: 'required' }>,
  mapping: readonly ColumnMapping[],
  targets: readonly TargetField[],
  fields: readonly Field[],
): ColumnMapping[] {
  const target = targets.find((each) => each.name === name);
  if (target === undefined || suggestion === null) return [...mapping];
  const field = fields.find((each) => each.name === suggestion);
  return [...mapping, mapField(target, field, suggestion, undefined)];
}

function replace(
  change: MappingDrift,
  name: string,
  mapping: readonly ColumnMapping[],
  targets: readonly TargetField[],
  fields: readonly Field[],
): ColumnMapping[] {
  const entry = mapping[change.index];
  if (entry === undefined) return [...mapping];
  const moved = change.kind === 'target' ? { ...entry, column: name } : { ...entry, field: name };
  return mapping.with(change.index, refit(moved, targets, fields));
}

function fixType(
  change: MappingDrift,
  mapping: readonly ColumnMapping[],
  targets: readonly TargetField[],
  fields: readonly Field[],
): ColumnMapping[] {
  const entry = mapping[change.index];
  return entry === undefined ? [...mapping] : mapping.with(change.index, refit(entry, targets, fields));
}

/** The entry as it would be if it were made now. */
function refit(entry: ColumnMapping, targets: readonly TargetField[], fields: readonly Field[]): ColumnMapping {
  const target = targets.find(({ name }) => name === entry.column);
  if (target === undefined) return entry;
  const { formula, fixed } = entry;
  const { values, otherwise } = entry;
  const named = { ...(values && { values }), ...(otherwise && { otherwise }) };
  if (formula !== undefined) return { ...mapValue(target, { formula }, entry), ...named };
  if (fixed !== undefined) return mapValue(target, { fixed }, entry);
  return mapField(
    target,
    fields.find(({ name }) => name === entry.field),
    entry.field,
    entry,
  );
}
