import type { Metadata } from 'next';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { AuthFrame } from '#components/auth/auth-frame.tsx';
import { ContinueToVendor } from '#components/oauth/continue-to-vendor.tsx';
import { describeOpenLink } from '#core/connections/oauth/connect-links.ts';
import { presentError } from '#core/platform/present-error.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { readLocale } from '#core/security/read-locale.ts';

export async function generateMetadata(): Promise<Metadata> {
  // The address is the key: it must not travel to the vendor.
  return { title: (await getTranslations('connections'))('title'), referrer: 'no-referrer' };
}

/** For somebody without a user who was sent a link: what is asked, by whom, and the way to the vendor. */
export default async function ConnectPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const locale = readLocale(await getLocale());
  const t = await getTranslations('connections.link');
  const link = await describeOpenLink(token, locale).catch((error: unknown) => {
    if (error instanceof TelarError) return presentError(error, locale).message;
    throw error;
  });
  if (typeof link === 'string') return <AuthFrame title={t('overTitle')} text={link} />;
  const { connectionName: name, invitedBy: person, workspaceName: workspace, host, scopes, expiresAt } = link;
  const date = (await getFormatter()).dateTime(new Date(expiresAt), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <AuthFrame title={t('title', { name })} text={t('text', { person, workspace, host })}>
      {scopes.length > 0 && (
        <section className="mb-6">
          <h2 className="font-medium text-ui">{t('scopes')}</h2>
          <ul className="mt-1 list-disc pl-5 text-body text-ink-2">
            {scopes.map((scope) => (
              <li key={scope.name}>{scope.text}</li>
            ))}
          </ul>
        </section>
      )}
      <ContinueToVendor token={token} host={host} />
      <p className="mt-3 text-meta text-ink-2">{t('expires', { date })}</p>
    </AuthFrame>
  );
}
