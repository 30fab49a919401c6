'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LocalTime } from '#components/ui/relative-time.tsx';
import type { AuditEventView } from '#core/contracts/audit.ts';
import { type AuditChange, listChanges, useAuditWords } from './audit-words.ts';

/** One event as a sentence: who did what to what, when, and what it changed. */
export function AuditEventRow({ event }: { event: AuditEventView }) {
  const t = useTranslations('app.audit');
  const { nameDeed } = useAuditWords();
  const { actor, action, object, at } = event;
  const who = actor.kind === 'user' ? actor.name : t(`actors.${actor.kind}`);
  return (
    <li className="border-b px-4 py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="min-w-0 text-ui [overflow-wrap:anywhere]">
          <span className="font-medium">{who}</span>
          <span className="text-ink-2"> · {nameDeed(action)}</span>
          {object.name !== '' && (
            <>
              <span className="text-ink-3"> · </span>
              <ObjectName object={object} />
            </>
          )}
        </p>
        <LocalTime at={at} className="text-ink-3 text-meta" />
      </div>
      <Changes changes={listChanges(event)} />
    </li>
  );
}

function ObjectName({ object }: Pick<AuditEventView, 'object'>): ReactNode {
  if (object.type !== 'connection' || object.id === null) return object.name;
  return (
    <Link
      href={`/connections/${object.id}`}
      className="rounded-small text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent"
    >
      {object.name}
    </Link>
  );
}

function Changes({ changes }: { changes: readonly AuditChange[] }) {
  const { nameValue, showValue } = useAuditWords();
  if (changes.length === 0) return null;
  return (
    <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-meta">
      {changes.map(({ name, before, after }) => (
        <div key={name} className="flex min-w-0 flex-wrap gap-x-1.5">
          <dt className="text-ink-3">{nameValue(name)}</dt>
          <dd className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">
            {before !== undefined && after !== undefined && (
              <>
                <del className="text-ink-3">{showValue(name, before)}</del> →{' '}
              </>
            )}
            {showValue(name, after ?? before)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
