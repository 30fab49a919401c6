'use client';

import { KeyRound, PlugZap, Rows3, SquarePen, Wrench } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { RotateDialog } from '#components/connections/detail/rotate-dialog.tsx';
import { useConnection } from '#components/queries/use-connections.ts';
import { useRights } from '#components/queries/use-me.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import type { Issue } from '#core/contracts/issues.ts';
import { RepairDialog } from './repair/repair-dialog.tsx';

interface IssueFixProps {
  issue: Issue;
  isPrimary: boolean;
  onFixed: () => void;
}

/** The way to what is at fault: the account, the source, or the step in the builder. */
export function IssueFix({ issue, isPrimary, onFixed }: IssueFixProps) {
  const t = useTranslations('issues');
  const rights = useRights();
  const mayMend = rights !== null && (rights.isAdmin || rights.mayAsk);
  const variant = isPrimary ? 'primary' : 'secondary';
  if (issue.connection) return <ConnectionFix connection={issue.connection} variant={variant} onFixed={onFixed} />;
  const [pipeline] = issue.pipelines;
  if (pipeline === undefined) return null;
  const { id, nodeId, nodeName, runId } = pipeline;
  if (issue.ofSource && issue.state === 'open' && mayMend) return <SourceFix issue={issue} variant={variant} />;
  if (issue.kind === 'rejected') {
    return (
      <ButtonLink variant={variant} icon={Rows3} href={`/runs/${runId}/rejected/${nodeId}`}>
        {t('fixRows')}
      </ButtonLink>
    );
  }
  return (
    <ButtonLink variant={variant} icon={SquarePen} href={`/pipelines/${id}${nodeId === null ? '' : `?node=${nodeId}`}`}>
      {nodeName === null ? t('openPipeline') : t('openStep', { name: nodeName })}
    </ButtonLink>
  );
}

function SourceFix({ issue, variant }: { issue: Issue; variant: 'primary' | 'secondary' }) {
  const t = useTranslations('issues.repair');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant={variant} icon={Wrench} disabled={issue.running > 0} onClick={() => setIsOpen(true)}>
        {t('action')}
      </Button>
      {isOpen && <RepairDialog issue={issue} onClose={() => setIsOpen(false)} />}
    </>
  );
}

interface ConnectionFixProps {
  connection: NonNullable<Issue['connection']>;
  variant: 'primary' | 'secondary';
  onFixed: () => void;
}

/** Credentials are entered here; an account that asks for consent is connected on its own page. */
function ConnectionFix({ connection: { id, name }, variant, onFixed }: ConnectionFixProps) {
  const t = useTranslations('issues');
  const rights = useRights();
  const { data: connection } = useConnection(id);
  const [isOpen, setIsOpen] = useState(false);
  const takesSecrets = connection !== undefined && connection.authorization !== 'redirect';
  if (!rights?.isAdmin || !takesSecrets || connection.secretNames.length === 0) {
    const asksConsent = rights?.isAdmin && connection?.authorization === 'redirect';
    return (
      <ButtonLink variant={variant} icon={PlugZap} href={`/connections/${id}`}>
        {t(asksConsent ? 'reconnect' : 'openConnection', { name })}
      </ButtonLink>
    );
  }
  return (
    <>
      <Button variant={variant} icon={KeyRound} onClick={() => setIsOpen(true)}>
        {t('credentials')}
      </Button>
      {isOpen && <RotateDialog connection={connection} onClose={() => setIsOpen(false)} onReplaced={onFixed} />}
    </>
  );
}
