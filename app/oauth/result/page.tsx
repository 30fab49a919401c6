import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { AuthFrame } from '#components/auth/auth-frame.tsx';
import { AnnounceResult } from '#components/oauth/announce-result.tsx';
import { ReturnLink } from '#components/oauth/return-link.tsx';
import { describeOutcome } from '#core/connections/oauth/find-attempt.ts';
import { readLocale } from '#core/security/read-locale.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connections'))('title') };
}

/** Where the way to a vendor ends: says how it went, tells the window that waits, and closes itself when it is a popup. */
export default async function OAuthResultPage({ searchParams }: { searchParams: Promise<{ attempt?: string }> }) {
  const { attempt = '' } = await searchParams;
  const t = await getTranslations('connections.oauth');
  const outcome = await describeOutcome(attempt, readLocale(await getLocale()));
  if (outcome === null) return <AuthFrame title={t('unknown')} text={t('unknownText')} />;
  const { status, message, connectionId, connectionName: name, popup, byLink } = outcome;
  const isConnected = status === 'connected';
  return (
    <AuthFrame title={t(isConnected ? 'connected' : 'failed', { name })} text={message ?? t('connectedText')}>
      <AnnounceResult attemptId={attempt} popup={popup} />
      {popup || byLink ? (
        <p className="text-body text-ink-2">{t('close')}</p>
      ) : (
        <ReturnLink connectionId={connectionId} />
      )}
    </AuthFrame>
  );
}
