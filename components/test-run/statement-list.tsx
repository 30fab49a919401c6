import { useTranslations } from 'next-intl';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';

/** What a target would be told, in its own words. */
export function StatementList({ statements }: { statements: readonly string[] }) {
  const t = useTranslations('builder.testRun');
  return (
    <ScrollRegion label={t('statements')} className="h-full overflow-auto p-3">
      <p className="mb-2 text-ink-3 text-meta">{t('statementsText')}</p>
      <ol className="flex flex-col gap-2">
        {statements.map((statement) => (
          <li key={statement}>
            <pre className="whitespace-pre-wrap rounded-control bg-raised px-3 py-2 font-mono text-meta [overflow-wrap:anywhere]">
              {`${statement.replaceAll(/\n\s+/g, '\n  ')};`}
            </pre>
          </li>
        ))}
      </ol>
    </ScrollRegion>
  );
}
