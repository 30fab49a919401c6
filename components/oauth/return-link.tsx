'use client';

import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { ButtonLink } from '#components/ui/button.tsx';
import { readReturn } from './return-place.ts';

const never = () => () => undefined;

/** Leads back to where the way to the vendor began, else to the connection. */
export function ReturnLink({ connectionId }: { connectionId: string }) {
  const t = useTranslations('connections.oauth');
  const place = useSyncExternalStore(never, readReturn, () => null);
  return (
    <ButtonLink href={place ?? `/connections/${connectionId}`} variant="primary" size="large">
      {t(place?.startsWith('/pipelines/') ? 'backToPipeline' : 'back')}
    </ButtonLink>
  );
}
