import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { locales } from '#core/contracts/identity.ts';
import { loadMessages } from './load-messages.ts';

type Tree = { readonly [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  );
}

/** Names of the values a message asks for, with their kind. */
function listArguments(message: string): string[] {
  const found = new Set<string>();
  const walk = (elements: readonly unknown[]) => {
    for (const element of elements as { type: number; value: string; options?: object; children?: unknown[] }[]) {
      if (element.type !== 0 && element.type !== 7) found.add(element.value);
      for (const option of Object.values(element.options ?? {})) walk((option as { value: unknown[] }).value);
      if (element.children) walk(element.children);
    }
  };
  walk(new IntlMessageFormat(message, 'en').getAst());
  return [...found].sort();
}

const english = new Map(flatten(loadMessages('en')));
const spanish = new Map(flatten(loadMessages('es')));

describe('messages', () => {
  it('have the same keys in every language', () => {
    expect(english.size).toBeGreaterThan(0);
    const onlyEnglish = [...english.keys()].filter((key) => !spanish.has(key));
    const onlySpanish = [...spanish.keys()].filter((key) => !english.has(key));
    expect({ onlyEnglish, onlySpanish }).toEqual({ onlyEnglish: [], onlySpanish: [] });
  });

  it.each(locales)('are valid ICU in %s', (locale) => {
    const invalid = flatten(loadMessages(locale)).filter(([, message]) => {
      try {
        new IntlMessageFormat(message, locale);
        return false;
      } catch {
        return true;
      }
    });
    expect(invalid).toEqual([]);
  });

  it('ask for the same values in both languages', () => {
    const differing = [...english].filter(
      ([key, message]) =>
        spanish.has(key) && String(listArguments(message)) !== String(listArguments(spanish.get(key) ?? '')),
    );
    expect(differing).toEqual([]);
  });

  it('leave no sentence empty and shout at nobody', () => {
    const bad = [...english, ...spanish].filter(([, message]) => message.trim() === '' || /[!¡]/.test(message));
    expect(bad).toEqual([]);
  });
});
