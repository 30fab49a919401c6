import { createTranslator } from 'use-intl/core';
import type { Locale } from '#core/contracts/identity.ts';
import { loadMessages, type Messages } from '#messages/load-messages.ts';

export type MessageValues = Readonly<Record<string, string | number>>;

/** The sentence at `domain.key` in the reader's language; null when there is none or a value it needs is missing. */
export function translate(locale: Locale, domain: keyof Messages, key: string, values: MessageValues): string | null {
  let failed = false;
  const translator = createTranslator({
    locale,
    messages: loadMessages(locale) as unknown as Record<string, Record<string, string>>,
    timeZone: 'UTC',
    onError: () => {
      failed = true;
    },
  });
  const text = (translator as (key: string, values: MessageValues) => string)(`${domain}.${key}`, values);
  return failed ? null : text;
}
