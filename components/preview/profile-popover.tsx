import { useFormatter, useTranslations } from 'next-intl';
import type { ReactElement } from 'react';
import { Popover } from '#components/ui/popover.tsx';
import { maskValue } from './personal-data.ts';
import type { ColumnProfile } from './profile-column.ts';

interface ProfilePopoverProps extends ProfileCardProps {
  readonly title: string;
  readonly trigger: ReactElement<Record<string, unknown>>;
}

/** What is known about a column, below its header. Mounted when it is opened for the first time. */
export function ProfilePopover({ title, trigger, ...card }: ProfilePopoverProps) {
  return (
    <Popover defaultOpen title={title} trigger={trigger}>
      <ProfileCard {...card} />
    </Popover>
  );
}

interface ProfileCardProps {
  readonly profile: ColumnProfile;
  readonly masked: boolean;
}

/** What the column is like, in words: how much of it is filled, how many values, which ones. */
function ProfileCard({ profile, masked }: ProfileCardProps) {
  const t = useTranslations('builder.preview.profile');
  const format = useFormatter();
  const { rows, blank, distinct, common, lowest, highest } = profile;
  const filled = rows === 0 ? 0 : (rows - blank) / rows;
  const percent = (share: number) =>
    format.number(share, { style: 'percent', maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 });
  const isUnique = distinct > 1 && distinct === rows - blank;
  return (
    <div className="flex w-60 flex-col gap-2">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-ui tabular-nums [&>dd]:text-right [&>dt]:text-ink-2">
        <dt>{t('filled')}</dt>
        <dd>{percent(filled)}</dd>
        <dt>{t('distinct')}</dt>
        <dd>{isUnique ? t('unique') : format.number(distinct)}</dd>
        {lowest !== null && highest !== null && !masked && (
          <>
            <dt>{t('range')}</dt>
            <dd className="min-w-0 truncate">{t('fromTo', { lowest, highest })}</dd>
          </>
        )}
      </dl>
      {!isUnique && common.length > 0 && (
        <ol className="flex flex-col gap-px border-line border-t pt-2 font-mono text-meta">
          {common.map(({ value, rows: times }) => (
            <li key={value} className="relative flex h-6 items-center gap-3 px-1.5">
              <span
                aria-hidden
                className="absolute inset-y-px left-0 rounded-sm bg-accent/10"
                style={{ width: `${(times / rows) * 100}%` }}
              />
              <span className="relative min-w-0 flex-1 truncate">
                {value === '' ? t('emptyText') : masked ? maskValue(value) : value}
              </span>
              <span className="relative text-ink-2 tabular-nums">{percent(times / rows)}</span>
            </li>
          ))}
        </ol>
      )}
      <p className="text-ink-3 text-meta">{t('basis', { rows })}</p>
    </div>
  );
}
