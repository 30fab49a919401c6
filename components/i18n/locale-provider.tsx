'use client';

import { type AbstractIntlMessages, NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';

interface LocaleProviderProps {
  locale: string;
  messages: AbstractIntlMessages;
  now: Date;
  children: ReactNode;
}

/** Text, numbers and times in the reader's language and the browser's time zone. */
export function LocaleProvider({ locale, messages, now, children }: LocaleProviderProps) {
  const timeZone = typeof window === 'undefined' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <NextIntlClientProvider locale={locale} messages={messages} now={now} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  );
}
