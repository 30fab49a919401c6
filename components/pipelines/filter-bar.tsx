'use client';

import { useTranslations } from 'next-intl';
import { ListFilter } from '#components/ui/list-filter.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { type PipelineFilters, statusFilters, triggerFilters } from '#core/contracts/pipeline-views.ts';
import { everybody } from './pipeline-filters.ts';

interface FilterBarProps {
  filters: PipelineFilters;
  owners: readonly { readonly id: string; readonly name: string }[];
  onChange: (change: { [Key in keyof PipelineFilters]?: PipelineFilters[Key] | null }) => void;
}

/** What of the list to show. Who owns them is only asked where there are several. */
export function FilterBar({ filters, owners, onChange }: FilterBarProps) {
  const t = useTranslations('app.pipelines');
  return (
    <ListFilter
      searchLabel={t('search')}
      q={filters.q}
      filterLabel={t('filter')}
      show={filters.show}
      choices={statusFilters.map((value) => ({ value, label: t(`filters.${value}`) }))}
      onChange={onChange}
    >
      <SelectField
        label={t('trigger')}
        hideLabel
        value={filters.trigger}
        onChange={(trigger) => onChange({ trigger })}
        choices={triggerFilters.map((value) => ({ value, label: t(`triggers.${value}`) }))}
        className="w-40 max-sm:min-w-36 max-sm:flex-1"
      />
      {(owners.length > 1 || filters.owner !== everybody) && (
        <SelectField
          label={t('owner')}
          hideLabel
          value={filters.owner}
          onChange={(owner) => onChange({ owner })}
          choices={[
            { value: everybody, label: t('everybody') },
            ...owners.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          className="w-40 max-sm:min-w-36 max-sm:flex-1"
        />
      )}
    </ListFilter>
  );
}
