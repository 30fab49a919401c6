import type { Since } from '#connectors/kit/connector.ts';
import type { HttpSourceSettings } from '#core/graph/nodes/http-source.ts';

/** The address with the parameter that asks for rows from the cursor on; the same where everything is wanted. */
export function withSince(url: string, { since: rule }: HttpSourceSettings, since: Since | null | undefined): string {
  if (since?.from == null || rule.parameter === '') return url;
  const address = new URL(url);
  const value = rule.template.replaceAll('{cursor}', () => formatCursor(since.from ?? '', rule.format));
  address.searchParams.set(rule.parameter, value);
  return address.href;
}

/** Datetimes as the API expects them, rounded down so that nothing is missed; other values as they are. */
function formatCursor(value: string, format: HttpSourceSettings['since']['format']): string {
  const moment = /^\d{4}-\d\d-\d\d[ T]/.test(value)
    ? Date.parse(value.replace(' ', 'T').replace(/\+00$/, 'Z'))
    : Number.NaN;
  if (Number.isNaN(moment)) return value;
  switch (format) {
    case 'iso':
      return new Date(moment).toISOString();
    case 'date':
      return new Date(moment).toISOString().slice(0, 10);
    case 'unix':
      return String(Math.floor(moment / 1000));
    case 'unix-ms':
      return String(moment);
  }
}
