'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormFailure } from '#components/auth/form-failure.tsx';
import { callApi } from '#components/queries/api-client.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { authorizeResponseSchema } from '#core/contracts/oauth.ts';

/** Leads whoever holds a link on to the vendor, in this window. */
export function ContinueToVendor({ token, host }: { token: string; host: string }) {
  const t = useTranslations('connections.link');
  const errorText = useErrorText();
  const [isLeaving, setIsLeaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function leave() {
    setIsLeaving(true);
    setFailure(null);
    try {
      const options = { method: 'POST', body: { popup: false } } as const;
      const answer = await callApi(`/connect-links/${token}/authorize`, authorizeResponseSchema, options);
      window.location.assign(answer.authorizationUrl);
    } catch (error) {
      setFailure(errorText(error));
      setIsLeaving(false);
    }
  }

  return (
    <div className="grid gap-3">
      <Button variant="primary" size="large" loading={isLeaving} onClick={leave} className="w-full">
        {t('continue', { host })}
      </Button>
      <FormFailure text={failure} />
    </div>
  );
}
