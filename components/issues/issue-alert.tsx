'use client';

import { useTranslations } from 'next-intl';
import { useIssues } from '#components/queries/use-issues.ts';
import { ButtonLink } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';

/** The most urgent cause of failing runs, above a list, with the way to what to do about it; nothing when nothing fails. */
export function IssueAlert() {
  const t = useTranslations('issues');
  const { data: issues = [] } = useIssues();
  const failing = issues.filter(({ kind }) => kind === 'failure');
  const [first] = failing;
  if (first === undefined) return null;
  const { failure, connection, pipelines, state, replayRunIds } = first;
  const title = t('alertTitle', { connections: connection ? 1 : 0, pipelines: pipelines.length });
  const others = failing.length - 1;
  return (
    <div className="mb-4">
      <Notice
        icon={<StatusIcon status={state === 'fixed' ? 'warning' : 'failed'} decorative />}
        tone={state === 'fixed' ? 'warning' : 'error'}
        title={others > 0 ? `${title}, ${t('moreCauses', { count: others })}` : title}
        actions={
          <ButtonLink size="small" variant="primary" href={`/issues?issue=${first.id}`}>
            {t('alertAction')}
          </ButtonLink>
        }
      >
        {state === 'fixed' ? t('alertFixed', { runs: replayRunIds.length }) : failure.message}
      </Notice>
    </div>
  );
}
