'use client';

import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { SegmentedControl } from './segmented-control.tsx';
import { TextField } from './text-field.tsx';

interface ListFilterProps<Show extends string> {
  searchLabel: string;
  /** What is searched for. */
  q: string;
  filterLabel: string;
  show: Show;
  choices: readonly { readonly value: Show; readonly label: string }[];
  onChange: (change: { q?: string | null; show?: Show }) => void;
  /** Further choices, after these. */
  children?: ReactNode;
}

/** Above a list: words to look for, and which part of it to show. */
export function ListFilter<Show extends string>(props: ListFilterProps<Show>) {
  const { searchLabel, q, filterLabel, show, choices, onChange, children } = props;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <TextField
        type="search"
        label={searchLabel}
        hideLabel
        icon={Search}
        placeholder={searchLabel}
        value={q}
        onChange={(value) => onChange({ q: value || null })}
        className="w-full sm:w-60"
      />
      <div className="max-w-full overflow-x-auto">
        <SegmentedControl
          label={filterLabel}
          value={show}
          onChange={(value) => onChange({ show: value })}
          choices={choices}
          className="max-w-none!"
        />
      </div>
      {children}
    </div>
  );
}
