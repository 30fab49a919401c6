import { useTranslations } from 'next-intl';
import { NumberText } from '#components/ui/number.tsx';
import type { UndoPlanView } from '#core/contracts/undo.ts';

type Result = Omit<UndoPlanView['targets'][number], 'nodeId' | 'name'>;

const counts = ['restored', 'removed', 'putBack', 'settled', 'left'] as const;

/** Rows by what becomes, or became, of them. */
export function UndoCounts({ result, tense }: { result: Result; tense: 'counts' | 'done' }) {
  const t = useTranslations('app.undo');
  const shown = counts.filter((name) => result[name] > 0);
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 tabular-nums">
      {(shown.length === 0 ? counts.slice(0, 1) : shown).map((name) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{t(`${tense}.${name}`)}</dt>
          <dd className="text-right">
            <NumberText value={result[name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The first rows that somebody changed since, by their key. */
export function LeftRows({ result }: { result: Result }) {
  const t = useTranslations('app.undo');
  const listed = result.leftRows.filter(({ key }) => key !== null);
  if (listed.length === 0) return null;
  return (
    <details className="rounded-control border">
      <summary className="cursor-pointer px-3 py-2 font-medium">{t('leftTitle')}</summary>
      <ul className="max-h-48 overflow-y-auto border-t text-meta">
        {listed.map(({ key, change, missing }) => (
          <li key={`${change} ${key}`} className="flex flex-wrap justify-between gap-x-4 px-3 py-1.5">
            <span className="min-w-0 [overflow-wrap:anywhere]">{describeKey(key ?? '{}')}</span>
            <span className="text-ink-2">
              {t(`leftChanges.${change}`)} ·{' '}
              {t(missing ? 'leftMissing' : change === 'removed' ? 'leftAgain' : 'leftThere')}
            </span>
          </li>
        ))}
        {result.left > listed.length && (
          <li className="px-3 py-1.5 text-ink-2">{t('more', { count: result.left - listed.length })}</li>
        )}
      </ul>
    </details>
  );
}

function describeKey(key: string): string {
  const values = Object.entries(JSON.parse(key) as Record<string, unknown>);
  return values.map(([name, value]) => `${name} ${String(value)}`).join(', ');
}
