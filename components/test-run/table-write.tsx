import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { findPersonalColumns } from '#components/preview/personal-data.ts';
import { PreviewGrid } from '#components/preview/preview-grid.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import type { PlannedWrite, rowChanges } from '#core/contracts/test-run.ts';
import { StatementList } from './statement-list.tsx';

type RowChange = (typeof rowChanges)[number];
type Table = Extract<PlannedWrite, { kind: 'table' }>;

const counted = [
  ['creates', 'success'],
  ['updates', 'running'],
  ['removes', 'error'],
  ['unchanged', 'neutral'],
  ['skipped', 'neutral'],
  ['rejected', 'warning'],
] as const satisfies readonly (readonly [keyof Table['counts'], Tone])[];

/** What becomes of rows in a table, and the statements that make it so. */
export function TableWrite({ write, isHidden }: { write: Table; isHidden: boolean }) {
  const t = useTranslations('builder.testRun');
  const [view, setView] = useState<'rows' | 'statements'>('rows');
  const grid = useMemo(() => withChanges(write, t('change'), (change) => t(`changes.${change}`)), [write, t]);
  const masked = useMemo(() => (isHidden ? [false, ...findPersonalColumns(write.grid)] : null), [isHidden, write]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-9 flex-wrap items-center gap-1.5 px-3 py-1">
        {counted
          .filter(([name]) => write.counts[name] > 0)
          .map(([name, tone]) => (
            <Badge key={name} tone={tone}>
              {t(`counts.${name}`, { count: write.counts[name] })}
            </Badge>
          ))}
        {write.halts !== null && (
          <span className="text-meta text-warning">
            {t(write.halts === 'mirror_source_empty' ? 'haltsEmpty' : 'halts')}
          </span>
        )}
        <SegmentedControl
          className="ml-auto"
          label={t('view')}
          value={view}
          onChange={setView}
          choices={[
            { value: 'rows', label: t('rows') },
            { value: 'statements', label: t('statements') },
          ]}
        />
      </div>
      <div className="min-h-0 flex-1 border-line border-t">
        {view === 'statements' ? (
          <StatementList statements={write.statements} />
        ) : grid.rows.length === 0 ? (
          <p className="flex h-full items-center justify-center p-4 text-ink-3 text-ui">{t('noRowsGo')}</p>
        ) : (
          <PreviewGrid grid={grid} label={t('whatBecomes')} masked={masked} />
        )}
      </div>
    </div>
  );
}

function withChanges({ grid, changes }: Table, name: string, word: (change: RowChange) => string): Table['grid'] {
  const fields = [{ name, type: 'text' as const }, ...grid.fields];
  return { ...grid, fields, rows: grid.rows.map((row, index) => [word(changes[index] ?? 'create'), ...row]) };
}
