import { RefreshCw, ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { ProblemList } from '#components/preview/problem-list.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { TestResponse } from '#core/contracts/test-run.ts';
import { describeTest } from './describe-test.ts';
import { PlannedWriteView } from './planned-write-view.tsx';
import { runTest } from './run-test.ts';
import { SendRowButton } from './send-row-button.tsx';

interface TestPaneProps {
  readonly nodeId: string;
  /** Whether values that tell who somebody is are hidden. */
  readonly isHidden: boolean;
}

/** What a target would be sent, found out without sending it. */
export function TestPane({ nodeId, isHidden }: TestPaneProps) {
  const t = useTranslations('builder.testRun');
  const store = useBuilderStore();
  const test = useBuilder((state) => (state.test?.nodeId === nodeId ? state.test : null));
  const isOld = useBuilder((state) => test !== null && describeTest(state, nodeId) !== test.of);
  const again = () => void runTest(store, nodeId);
  if (test === null)
    return (
      <Centred>
        <p className="max-w-96 text-ink-2 text-ui">{t('invite')}</p>
        <Button variant="primary" icon={ShieldCheck} onClick={again}>
          {t('testHere')}
        </Button>
      </Centred>
    );
  if (test.error !== null)
    return (
      <Centred>
        <p role="alert" className="max-w-lg text-error text-ui">
          {test.error || t('unreachable')}
        </p>
        <Button icon={RefreshCw} onClick={again}>
          {t('again')}
        </Button>
      </Centred>
    );
  const { response, pending } = test;
  if (response === null) return <LoadingTest />;
  return (
    <div aria-busy={pending} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1 text-meta">
        <Badge tone="success">
          <ShieldCheck aria-hidden className="size-3.5" />
          {t('nothingSent')}
        </Badge>
        <p className="min-w-0 text-ink-2" aria-live="polite">
          <Summary response={response} />
        </p>
        <span className="ml-auto flex items-center gap-2">
          {isOld && !pending && <span className="text-warning">{t('outdated')}</span>}
          <Button size="small" icon={RefreshCw} loading={pending} onClick={again}>
            {t('again')}
          </Button>
          <SendRowButton nodeId={nodeId} response={response} />
        </span>
      </div>
      <div className="min-h-0 flex-1 border-line border-t">
        {response.write === null ? (
          <ProblemList problems={response.problems} nodeId={nodeId} blocked={t('blocked')} empty={t('noRows')} />
        ) : (
          <PlannedWriteView write={response.write} nodeId={nodeId} isHidden={isHidden} />
        )}
      </div>
    </div>
  );
}

function Summary({ response }: { response: TestResponse }) {
  const t = useTranslations('builder.testRun');
  const { write, rows, account, alreadySent } = response;
  if (write === null) return null;
  const where = account ?? 'none';
  const said =
    write.kind === 'requests'
      ? t('wouldSend', { count: write.total, rows, account: where })
      : write.kind === 'table'
        ? t('wouldWrite', { rows, table: write.table, account: where })
        : t('wouldMake', { rows, name: write.name });
  return (
    <>
      {said}
      {alreadySent > 0 && ` ${t('alreadySent', { rows: alreadySent })}`}
    </>
  );
}

function Centred({ children }: { children: React.ReactNode }) {
  return (
    <div className="flex min-h-32 flex-1 flex-col items-center justify-center gap-3 p-4 text-center">{children}</div>
  );
}

function LoadingTest() {
  return (
    <div className="flex flex-1 animate-appear flex-col gap-2 p-3">
      {[64, 92, 78].map((width) => (
        <span key={width} style={{ width: `${width}%` }}>
          <Skeleton className="h-4 w-full" />
        </span>
      ))}
    </div>
  );
}
