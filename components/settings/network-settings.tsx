'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useNetworkRules, useSetNetworkRules } from '#components/queries/use-network-rules.ts';
import { LoadFailure } from '#components/shell/load-failure.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.ts';
import type { NetworkRulesView } from '#core/contracts/network.ts';
import { SettingsSection } from './settings-section.tsx';

/** Private addresses that pipelines may call, for admins. */
export function NetworkSettings() {
  const t = useTranslations('app.settings.network');
  const { data: network, error, refetch } = useNetworkRules();
  return (
    <SettingsSection title={t('title')} text={t('text')}>
      {error && !network && <LoadFailure error={error} onRetry={refetch} />}
      {!network && !error && <Skeleton className="h-32 w-full" />}
      {network && (
        <>
          <RuleList network={network} />
          <AddressForm rules={network.rules} />
        </>
      )}
    </SettingsSection>
  );
}

function RuleList({ network: { rules, installation } }: { network: NetworkRulesView }) {
  const t = useTranslations('app.settings.network');
  if (rules.length + installation.length === 0) return <p className="text-ink-2 text-ui">{t('none')}</p>;
  return (
    <ul aria-label={t('list')} className="max-h-80 overflow-y-auto rounded-card border bg-surface">
      {installation.map((address) => (
        <li
          key={address}
          className="flex min-h-10 flex-wrap items-center gap-x-3 border-b px-3 py-1 text-ui last:border-b-0"
        >
          <code className="min-w-0 font-mono text-meta [overflow-wrap:anywhere]">{address}</code>
          <Badge className="ml-auto">{t('fixed')}</Badge>
        </li>
      ))}
      {rules.map((rule) => (
        <RuleRow key={rule.address} rule={rule} rules={rules} />
      ))}
    </ul>
  );
}

type Rules = NetworkRulesView['rules'];

function RuleRow({ rule, rules }: { rule: Rules[number]; rules: Rules }) {
  const t = useTranslations('app.settings.network');
  const tUi = useTranslations('app.ui');
  const describeError = useErrorText();
  const { mutate: setRules, isPending } = useSetNetworkRules();
  const { address, addedBy, addedAt } = rule;
  const all = rules.map((entry) => entry.address);
  const onError = (error: Error) => toast.error(describeError(error));
  const undo = { label: tUi('undo'), onClick: () => setRules(all, { onError }) };
  const remove = () =>
    setRules(
      all.filter((entry) => entry !== address),
      { onSuccess: () => toast.success(t('removed', { address }), { action: undo }), onError },
    );
  return (
    <li className="flex min-h-10 items-center gap-3 border-b py-1 pr-1 pl-3 text-ui last:border-b-0">
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
        <code className="min-w-0 font-mono text-meta [overflow-wrap:anywhere]">{address}</code>
        <span className="ml-auto text-ink-3 text-meta">
          {addedBy ?? t('somebody')}
          {' · '}
          <RelativeTime at={addedAt} />
        </span>
      </div>
      <IconButton icon={X} label={tUi('remove', { name: address })} loading={isPending} onClick={remove} />
    </li>
  );
}

function AddressForm({ rules }: { rules: Rules }) {
  const t = useTranslations('app.settings.network');
  const describeError = useErrorText();
  const [address, setAddress] = useState('');
  const { mutate: setRules, isPending, error, reset } = useSetNetworkRules();
  const isEmpty = address.trim() === '';
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (isEmpty || isPending) return;
    const onSuccess = () => {
      toast.success(t('added', { address: address.trim() }));
      setAddress('');
    };
    setRules([...rules.map((rule) => rule.address), address.trim()], { onSuccess });
  };
  return (
    <form onSubmit={add} noValidate className="flex flex-col gap-3">
      <TextField
        label={t('address')}
        hint={t('hint')}
        value={address}
        onChange={(value) => {
          setAddress(value);
          reset();
        }}
        maxLength={270}
        mono
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={error !== null && describeError(error)}
      />
      <Button type="submit" loading={isPending} disabled={isEmpty} className="self-start">
        {t('add')}
      </Button>
    </form>
  );
}
