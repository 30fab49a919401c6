'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from 'react';
import { controlStyle } from '#components/ui/control-style.ts';
import { joinClasses } from '#components/ui/join-classes.ts';
import type { NodeKind } from '#core/graph/graph.ts';
import { groupOfKind, paletteGroups } from './palette-groups.ts';
import { PaletteItem } from './palette-item.tsx';
import { type PaletteEntry, searchKinds } from './search-kinds.ts';
import { usePaletteEntries } from './use-palette-entries.ts';

interface PaletteListProps {
  readonly onPick: (kind: NodeKind) => void;
  /** Absent where items cannot be dragged. */
  readonly draggable?: boolean;
  readonly explained?: boolean;
  readonly accepts?: (kind: NodeKind) => boolean;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  readonly autoFocus?: boolean;
}

/** Entries in the order they are drawn: by group at rest, by rank while searching. */
function arrange(entries: readonly PaletteEntry[], query: string) {
  const found = searchKinds(entries, query);
  if (query.trim() !== '') return [{ group: null, entries: found }];
  return paletteGroups
    .map((group) => ({ group, entries: found.filter(({ kind }) => groupOfKind[kind] === group) }))
    .filter(({ entries: members }) => members.length > 0);
}

/** Steps to choose from: arrows move, Enter inserts, a click inserts. */
export function PaletteList({
  onPick,
  draggable = false,
  explained = false,
  accepts,
  inputRef,
  autoFocus = false,
}: PaletteListProps) {
  const t = useTranslations('builder.palette');
  const all = usePaletteEntries();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [cursor, setCursor] = useState(0);
  const groups = useMemo(
    () =>
      arrange(
        all.filter(({ kind }) => accepts?.(kind) ?? true),
        query,
      ),
    [all, accepts, query],
  );
  const flat = groups.flatMap((group) => group.entries);
  const active = flat[Math.min(cursor, flat.length - 1)];
  const pick = (kind: NodeKind) => {
    setQuery('');
    setCursor(0);
    onPick(kind);
  };
  const handleKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setCursor((now) => (Math.min(now, flat.length - 1) + step + flat.length) % Math.max(1, flat.length));
    }
    if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault();
      pick(active.kind);
    }
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="relative p-2">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-4.5 size-4 -translate-y-1/2 text-ink-3"
        />
        <input
          ref={inputRef}
          type="text"
          placeholder={t('search')}
          value={query}
          role="combobox"
          aria-label={t('search')}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={active && `${listId}-${active.kind}`}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: it floats because someone asked to search
          autoFocus={autoFocus}
          onChange={({ currentTarget }) => {
            setQuery(currentTarget.value);
            setCursor(0);
          }}
          onKeyDown={handleKey}
          className={joinClasses(controlStyle, 'h-8 pr-2.5 pl-8')}
        />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label={t('title')}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-3"
      >
        {flat.length === 0 && <p className="px-2 py-4 text-ink-3 text-ui">{t('nothing', { query })}</p>}
        {groups.map(({ group, entries }) => (
          // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped by role
          <div key={group ?? 'found'} role="group" aria-label={group ? t(`groups.${group}`) : t('title')}>
            {group && (
              <div aria-hidden className="px-2 pt-3 pb-1 font-medium text-ink-3 text-meta">
                {t(`groups.${group}`)}
              </div>
            )}
            {entries.map((entry) => (
              <PaletteItem
                key={entry.kind}
                id={`${listId}-${entry.kind}`}
                entry={entry}
                active={entry === active && (query !== '' || autoFocus)}
                draggable={draggable}
                explained={explained}
                onPick={pick}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
