import type { ReactNode } from 'react';
import { TelarMark } from '#components/shell/telar-mark.tsx';
import { LanguageLinks } from './language-links.tsx';

/** The page of setup and sign-in: one column, nothing else to look at. */
export function AuthFrame({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-90">
        <TelarMark className="size-9" />
        <h1 className="mt-5 font-semibold text-page text-balance">{title}</h1>
        <p className="mt-1 mb-6 text-body text-ink-2 text-pretty">{text}</p>
        {children}
        <LanguageLinks />
      </div>
    </main>
  );
}
