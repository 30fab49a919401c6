'use client';

import { Check, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SettingsSection } from '#components/settings/settings-section.tsx';
import { LocalTime } from '#components/ui/relative-time.tsx';
import type { ConnectionView, ScopeView } from '#core/contracts/connections.ts';
import { connectionForms } from '../connection-forms.ts';

/** Whose account it is, what it may do there, and where it lives. */
export function AccountSection({ connection }: { connection: ConnectionView }) {
  const t = useTranslations('connections.account');
  const { grant } = connection;
  return (
    <>
      {grant !== null && (
        <SettingsSection title={t('title')} text={t('text')}>
          <GrantFacts grant={grant} />
        </SettingsSection>
      )}
      <SettingsSection title={t('settings')} text={t('settingsText')}>
        <ConfigFacts connection={connection} />
      </SettingsSection>
    </>
  );
}

function GrantFacts({ grant }: { grant: NonNullable<ConnectionView['grant']> }) {
  const t = useTranslations('connections.account');
  const { identity, scopes, missingScopes } = grant;
  return (
    <>
      <FactList>
        <Fact label={t('identity')}>
          {identity === null ? (
            <span className="text-ink-3">{t('unknown')}</span>
          ) : (
            [identity.name, identity.email].filter(Boolean).join(' · ') || identity.id
          )}
        </Fact>
        <Fact label={t('granted')}>
          <LocalTime at={grant.grantedAt} />
        </Fact>
        <Fact label={t('renewed')}>
          <LocalTime at={grant.refreshedAt} />
        </Fact>
        {grant.nextRefreshAt !== null && grant.refreshable && (
          <Fact label={t('nextRenewal')}>
            <LocalTime at={grant.nextRefreshAt} />
          </Fact>
        )}
      </FactList>
      {scopes.length + missingScopes.length > 0 && (
        <div>
          <h3 className="text-ink-3 text-meta">{t('scopes')}</h3>
          <ul className="mt-1 flex flex-col gap-0.5">
            {scopes.map((scope) => (
              <Scope key={scope.name} scope={scope} />
            ))}
            {missingScopes.map((scope) => (
              <Scope key={scope.name} scope={scope} missing />
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Scope({ scope: { name, text }, missing = false }: { scope: ScopeView; missing?: boolean }) {
  const t = useTranslations('connections.account');
  return (
    <li className="flex items-start gap-2 text-ui">
      {missing ? (
        <X aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
      ) : (
        <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
      )}
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {text}
        {text !== name && <code className="ml-2 font-mono text-ink-3">{name}</code>}
        {missing && <span className="text-warning"> · {t('missing')}</span>}
      </span>
    </li>
  );
}

/** The settings that are not secret, as the form names them. */
function ConfigFacts({ connection: { connector, config } }: { connection: ConnectionView }) {
  const t = useTranslations('connections');
  const fields = connectionForms[connector].fields.filter(
    ({ name, secret, advanced, type }) => !secret && !advanced && type !== 'multiline' && (config[name] ?? '') !== '',
  );
  return (
    <FactList>
      {fields.map(({ name, type }) => {
        const value = String(config[name]);
        return (
          <Fact key={name} label={t(`${connector}.fields.${name}`)}>
            {type === 'select' ? t(`${connector}.options.${name}.${value}`) : value}
          </Fact>
        );
      })}
    </FactList>
  );
}

function FactList({ children }: { children: ReactNode }) {
  return <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">{children}</dl>;
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="sm:contents">
      <dt className="text-ink-3 text-ui">{label}</dt>
      <dd className="text-ui [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
