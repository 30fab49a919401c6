'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { ApiError } from './api-client.ts';

/** Turns whatever a call rejected with into one plain sentence in the reader's language. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations('app.failures');
  return useCallback(
    (error) => {
      if (!(error instanceof ApiError)) return t('unexpected');
      if (error.message !== '') return error.message;
      return t(error.code === 'network_unreachable' ? 'networkUnreachable' : 'serverUnavailable');
    },
    [t],
  );
}
