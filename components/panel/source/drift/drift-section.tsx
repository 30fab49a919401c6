import { GitCompareArrows } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { takeOverAll } from '#core/graph/apply-change.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { readSourceDrift, type SourceDrift } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { ChangeRow } from './change-row.tsx';
import { type Drift, useDrift } from './use-drift.ts';

interface DriftSectionProps {
  readonly node: GraphNode;
  readonly onChange: (part: { fields?: SourceField[]; drift?: SourceDrift }) => void;
}

/** What has changed in the source, each with what can be done about it. Nothing is changed before somebody says so. */
export function DriftSection({ node, onChange }: DriftSectionProps) {
  const t = useTranslations('builder.drift');
  const drift = useDrift(node);
  if (drift === null) return null;
  const { fields, changes, suggestions } = drift;
  const all = takeOverAll(fields, changes, suggestions);
  const isSame = all.length === fields.length && all.every((field, index) => field === fields[index]);
  const ignore = (path: readonly string[]) => {
    const own = readSourceDrift(node.settings);
    onChange({ drift: { ...own, ignored: [...own.ignored, [...path]] } });
  };
  return (
    <section aria-label={t('title')} className="flex flex-col rounded-card border border-warning/40 bg-warning/6">
      <header className="flex items-start gap-2.5 p-3">
        <GitCompareArrows aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
        <div className="min-w-0 flex-1">
          <h3 className="font-medium text-ui">{t('title')}</h3>
          <p className="text-ink-2 text-meta">
            <Seen look={drift.look} />
          </p>
        </div>
        {!isSame && changes.length > 1 && (
          <Button size="small" onClick={() => onChange({ fields: all })}>
            {t('takeAll')}
          </Button>
        )}
      </header>
      <ul className="flex flex-col divide-y divide-line border-line border-t">
        {changes.map((change) => (
          <ChangeRow
            key={`${change.kind} ${change.kind === 'added' ? change.found.path.join('.') : change.field.name}`}
            change={change}
            changes={changes}
            suggestion={findSuggestion(drift, change)}
            fields={fields}
            onFields={(next) => onChange({ fields: next })}
            onIgnore={ignore}
          />
        ))}
      </ul>
    </section>
  );
}

function findSuggestion({ suggestions }: Drift, change: Drift['changes'][number]) {
  if (change.kind === 'retyped') return undefined;
  return suggestions.find(({ field, found }) =>
    change.kind === 'missing' ? field === change.field : found === change.found,
  );
}

function Seen({ look }: { look: Drift['look'] }) {
  const t = useTranslations('builder.drift');
  return (
    <>
      {look.runId !== null ? t('seenByRun') : look.userName === null ? t('seen') : t('seenBy', { name: look.userName })}{' '}
      · <RelativeTime at={look.lookedAt} />
    </>
  );
}
