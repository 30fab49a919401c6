import { useTranslations } from 'next-intl';
import type { ComparisonView } from '#core/contracts/comparisons.ts';

type Row = NonNullable<ComparisonView['found']>['listed'][number];

/** The first rows that are not as they were sent, field by field with both values. */
export function DifferentRows({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('app.compare');
  return (
    <ul aria-label={t('list')} className="ml-7 flex flex-col gap-2">
      {rows.map((row) => (
        <li key={`${row.problem} ${row.key}`} className="rounded-control border">
          <p className="flex flex-wrap justify-between gap-x-4 px-3 py-1.5 font-medium">
            <span className="min-w-0 [overflow-wrap:anywhere]">{describeKey(row.key)}</span>
            <span className="font-normal text-ink-2">{t(`problems.${row.problem}`)}</span>
          </p>
          {row.fields.length > 0 && (
            <table className="w-full border-t text-left text-meta">
              <thead className="text-ink-2">
                <tr>
                  {(['column', 'sent', 'held'] as const).map((name) => (
                    <th key={name} scope="col" className="w-1/3 px-3 py-1 font-normal">
                      {t(name)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {row.fields.map(({ column, sent, held }) => (
                  <tr key={column} className="border-t align-top">
                    <th scope="row" className="px-3 py-1 font-normal">
                      {column}
                    </th>
                    {[sent, held].map((value, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the two never change places
                      <td key={index} className="px-3 py-1 [overflow-wrap:anywhere]">
                        {value ?? <span className="text-ink-3">{t('blank')}</span>}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </li>
      ))}
    </ul>
  );
}

function describeKey(key: string): string {
  const values = Object.entries(JSON.parse(key) as Record<string, unknown>);
  return values.map(([name, value]) => `${name} ${String(value)}`).join(', ');
}
