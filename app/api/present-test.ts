import type { ConnectionTest } from '#core/connections/test-connection.ts';
import type { Locale } from '#core/contracts/identity.ts';
import { presentError } from '#core/platform/present-error.ts';

export function presentTest(test: ConnectionTest, locale: Locale) {
  return test.ok ? test : { ok: false, error: presentError(test.error, locale) };
}
