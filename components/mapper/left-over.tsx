import { GripVertical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useBuilder } from '#components/builder/builder-context.tsx';
import type { Field } from '#core/graph/field-type.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { fieldDragType } from './use-field-drop.ts';

const shownAtFirst = 12;

interface LeftOverProps {
  readonly fields: readonly Field[];
  readonly mapping: readonly ColumnMapping[];
}

/** Fields that come in and go nowhere, to be dragged to where they belong; a formula may still use them. */
export function LeftOver({ fields, mapping }: LeftOverProps) {
  const t = useTranslations('builder.mapper');
  const readOnly = useBuilder((state) => state.readOnly);
  const [showsAll, setShowsAll] = useState(false);
  const used = new Set(mapping.map(({ field }) => field));
  const names = fields.map(({ name }) => name).filter((name) => !used.has(name));
  if (names.length === 0) return null;
  const shown = showsAll ? names : names.slice(0, shownAtFirst);
  return (
    <ul aria-label={t('leftOver')} className="flex flex-wrap items-center gap-1">
      <li aria-hidden className="mr-1 text-ink-3 text-meta">
        {t('leftOver')}
      </li>
      {shown.map((name) => (
        <li
          key={name}
          title={name}
          draggable={!readOnly}
          className={`inline-flex h-6 max-w-40 items-center gap-0.5 rounded-small border bg-surface pr-1.5 pl-0.5 text-meta ${readOnly ? '' : 'cursor-grab active:cursor-grabbing'}`}
          onDragStart={(event) => {
            event.dataTransfer.setData(fieldDragType, name);
            event.dataTransfer.effectAllowed = 'link';
          }}
        >
          <GripVertical aria-hidden className="size-3 shrink-0 text-ink-3" />
          <span className="truncate">{name}</span>
        </li>
      ))}
      {shown.length < names.length && (
        <li>
          <button type="button" className="h-6 px-1 text-accent text-meta" onClick={() => setShowsAll(true)}>
            {t('moreLeftOver', { count: names.length - shown.length })}
          </button>
        </li>
      )}
    </ul>
  );
}
