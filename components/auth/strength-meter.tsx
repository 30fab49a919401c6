'use client';

import { useTranslations } from 'next-intl';
import { joinClasses } from '#components/ui/join-classes.ts';
import { measureStrength } from './measure-strength.ts';

const colours = ['bg-error', 'bg-error', 'bg-warning', 'bg-success', 'bg-success'];

/** Four bars and a word. Takes no room before something is typed. */
export function StrengthMeter({ password }: { password: string }) {
  const t = useTranslations('app.auth.strength');
  if (password === '') return null;
  const strength = measureStrength(password);
  return (
    <div className="-mt-2 flex items-center gap-2">
      <div aria-hidden className="flex flex-1 gap-1">
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={joinClasses(
              'h-1 flex-1 rounded-pill',
              step <= Math.max(strength, 1) ? colours[strength] : 'bg-line',
            )}
          />
        ))}
      </div>
      <span className="min-w-18 text-right text-ink-2 text-meta" aria-live="polite">
        <span className="sr-only">{t('label')}: </span>
        {t(`${strength}`)}
      </span>
    </div>
  );
}
