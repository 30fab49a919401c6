'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { joinClasses } from '#components/ui/join-classes.ts';
import { NumberText } from '#components/ui/number.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type RejectedFilter, type RejectedPage, rejectedStatuses } from '#core/contracts/rejected.ts';

const shownStatuses = [...rejectedStatuses, 'edited'] as const;

const parsers = {
  reason: parseAsString,
  field: parseAsString,
  q: parseAsString,
  status: parseAsStringLiteral(shownStatuses),
  sort: parseAsString,
  direction: parseAsStringLiteral(['asc', 'desc'] as const),
};

/** What is looked at, kept in the address so that it can be passed on. */
export function useRejectedFilters() {
  const [{ reason, field, q, status, sort, direction }, set] = useQueryStates(parsers, { history: 'replace' });
  const filter: RejectedFilter = {
    ...(reason !== null && { reason }),
    ...(field !== null && { field }),
    ...(q !== null && { text: q }),
    ...(status !== null && { status }),
  };
  const order = sort === null ? null : { sort, direction: direction ?? ('asc' as const) };
  return { filter, order, isFiltered: Object.keys(filter).length > 0, set };
}

interface RejectedFiltersProps {
  readonly counts: RejectedPage;
  readonly filters: ReturnType<typeof useRejectedFilters>;
}

/** Above the rows: words to look for, how rows stand, and what was wrong with how many. */
export function RejectedFilters({ counts, filters: { filter, set } }: RejectedFiltersProps) {
  const t = useTranslations('app.rejected');
  const statuses = shownStatuses.filter((status) => (counts.statuses[status] ?? 0) > 0 || filter.status === status);
  const countOf = (status: string) => counts.statuses[status] ?? 0;
  const format = (label: string, count: number) => `${label} (${count})`;
  return (
    <div className="mb-3 flex flex-col gap-2">
      <div className="grid grid-cols-2 gap-2 sm:flex">
        <TextField
          type="search"
          label={t('search')}
          hideLabel
          icon={Search}
          placeholder={t('search')}
          value={filter.text ?? ''}
          onChange={(value) => set({ q: value || null })}
          className="sm:w-60"
        />
        <SelectField
          label={t('columns.status')}
          hideLabel
          value={filter.status ?? 'all'}
          onChange={(status) => set({ status: status === 'all' ? null : status })}
          choices={[
            { value: 'all' as const, label: t('all') },
            ...statuses.map((value) => ({
              value,
              label: format(t(`status.${value}`), countOf(value)),
              description: t(`statusText.${value}`),
            })),
          ]}
          className="sm:w-52"
        />
      </div>
      <ul aria-label={t('reasons')} className="flex flex-wrap gap-1.5">
        {counts.groups.map(({ reason, field, message, count, open }) => {
          const isShown = filter.reason === reason && (filter.field ?? null) === field;
          return (
            <li key={`${reason} ${field}`} className="max-w-full">
              <button
                type="button"
                aria-pressed={isShown}
                title={t('reasonCount', { open, count })}
                onClick={() => set(isShown ? { reason: null, field: null } : { reason, field })}
                className={joinClasses(
                  'inline-flex min-h-7 max-w-full items-center gap-2 rounded-pill border px-3 text-left text-ui',
                  isShown
                    ? 'border-accent bg-accent/10 text-accent'
                    : 'border-line bg-surface text-ink-2 hover:text-ink',
                )}
              >
                <span className="truncate">{message}</span>
                <span className={joinClasses('shrink-0 font-medium', open > 0 && !isShown ? 'text-error' : '')}>
                  <NumberText value={open} />
                  {open < count && (
                    <span className="text-ink-3">
                      {' / '}
                      <NumberText value={count} />
                    </span>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
