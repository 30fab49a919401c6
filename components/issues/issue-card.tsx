'use client';

import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck, UserRound } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { queryKeys } from '#components/queries/query-keys.ts';
import { useRights } from '#components/queries/use-me.ts';
import { ReplayDialog } from '#components/replay/replay-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import type { Issue } from '#core/contracts/issues.ts';
import { AffectedPipelines } from './affected-pipelines.tsx';
import { IssueFix } from './issue-fix.tsx';

/** One cause: what it says, who must act, what it affects, and the two buttons that end it. */
export function IssueCard({ issue, isNamed }: { issue: Issue; isNamed: boolean }) {
  const t = useTranslations('issues');
  const [isReplaying, setIsReplaying] = useState(false);
  const rights = useRights();
  const queryClient = useQueryClient();
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isNamed) card.current?.focus();
  }, [isNamed]);
  const { replayRunIds, state, running } = issue;
  const mayReplay = rights !== null && (rights.isAdmin || rights.mayAsk) && replayRunIds.length > 0;
  const fixed = () => {
    queryClient.invalidateQueries({ queryKey: queryKeys.issues });
    setIsReplaying(mayReplay);
  };
  const hasNewVersion = issue.pipelines.some(
    ({ versionNumber, liveVersionNumber }) => versionNumber !== null && versionNumber !== liveVersionNumber,
  );
  return (
    <li
      ref={card}
      tabIndex={-1}
      aria-labelledby={`${issue.id}-title`}
      className="overflow-hidden rounded-card border bg-surface outline-offset-2"
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3 p-4">
        <div className="flex min-w-60 flex-1 items-start gap-3">
          <StatusIcon status={issue.kind === 'failure' ? 'failed' : 'warning'} className="mt-0.5" />
          <IssueWords issue={issue} />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <IssueFix issue={issue} isPrimary={state === 'open'} onFixed={fixed} />
          {mayReplay && (
            <Button
              variant={state === 'fixed' ? 'primary' : 'secondary'}
              disabled={running > 0}
              onClick={() => setIsReplaying(true)}
            >
              {t('replay', { count: replayRunIds.length })}
            </Button>
          )}
        </div>
      </div>
      {state === 'fixed' && <FixedLine issue={issue} />}
      <AffectedPipelines issue={issue} />
      {isReplaying && (
        <ReplayDialog
          runIds={replayRunIds}
          choice={hasNewVersion}
          version={hasNewVersion ? 'live' : 'own'}
          onClose={() => setIsReplaying(false)}
        />
      )}
    </li>
  );
}

const extentKeys = { failure: 'runs', rejected: 'rows', differs: 'differs' } as const;

function IssueWords({ issue }: { issue: Issue }) {
  const t = useTranslations('issues');
  const tApp = useTranslations('app');
  const rights = useRights();
  const { failure, connection, pipelines, kind } = issue;
  const isForReader = failure.actor === 'user' || (failure.actor === 'admin' && rights?.isAdmin);
  return (
    <div className="min-w-0">
      <h2 id={`${issue.id}-title`} className="font-semibold text-body [overflow-wrap:anywhere]">
        {failure.message}
      </h2>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-ui">
        <span className="font-medium text-ink">
          {t('affected', { connections: connection ? 1 : 0, pipelines: pipelines.length })}
        </span>
        {connection && (
          <Link href={`/connections/${connection.id}`} className="text-accent hover:underline">
            {connection.name}
          </Link>
        )}
        <span>{t(extentKeys[kind], { count: kind === 'rejected' ? issue.rows : issue.runs })}</span>
        {issue.running > 0 && <span className="text-running">{t('running', { count: issue.running })}</span>}
      </p>
      <p className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2 text-meta">
        <span className={joinClasses('inline-flex items-center gap-1.5', isForReader && 'font-medium text-ink')}>
          <UserRound aria-hidden className="size-3.5 text-ink-3" />
          {isForReader ? t('you') : tApp(`failures.actor.${failure.actor}`)}
        </span>
        <Moments issue={issue} />
        {issue.nextTryAt !== null && (
          <span className="text-warning">
            {t('nextTry')} <RelativeTime at={issue.nextTryAt} />
          </span>
        )}
        <code className="font-mono text-ink-3">{failure.code}</code>
      </p>
    </div>
  );
}

function Moments({ issue: { firstSeenAt, lastSeenAt } }: { issue: Issue }) {
  const t = useTranslations('issues');
  if (firstSeenAt === null || lastSeenAt === null) return <span>{t('since')}</span>;
  return (
    <span>
      {t('first')} <RelativeTime at={firstSeenAt} />
      {firstSeenAt !== lastSeenAt && (
        <>
          , {t('last')} <RelativeTime at={lastSeenAt} />
        </>
      )}
    </span>
  );
}

function FixedLine({ issue: { connection } }: { issue: Issue }) {
  const t = useTranslations('issues');
  return (
    <p role="status" className="flex items-center gap-2 border-t bg-success/6 px-4 py-2 text-ui">
      <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
      <span>{connection ? t('fixedConnection', { name: connection.name }) : t('fixedPipeline')}</span>
    </p>
  );
}
