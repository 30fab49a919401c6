import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { getLocale, getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import { LocaleProvider } from '#components/i18n/locale-provider.tsx';
import { AppProviders } from '#components/shell/app-providers.tsx';
import { readTheme } from '#components/shell/read-theme.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Telar', template: '%s · Telar' },
  robots: { index: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f6f8' },
    { media: '(prefers-color-scheme: dark)', color: '#0e0e11' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, messages, theme] = await Promise.all([getLocale(), getMessages(), readTheme()]);
  const { cli: _, ...browserMessages } = messages;
  return (
    <html lang={locale} data-theme={theme} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <LocaleProvider locale={locale} messages={browserMessages} now={new Date()}>
          <AppProviders theme={theme}>{children}</AppProviders>
        </LocaleProvider>
      </body>
    </html>
  );
}
