import { createMask, hideToken, isSecretName, mask } from './mask-secrets.ts';

/** Parameters that a log had better not hold, whatever they hold. */
const codeName = /code|sig/i;
/** What pages, filters by time and switches are made of. */
const harmlessValue = /^(\d{1,12}|true|false|asc|desc|\d{4}-\d\d-\d\d([T ][\d:.]+(Z|[+-]\d\d:?\d\d)?)?)$/i;

/**
 * An address as a log may hold it: without the secrets given, without values of parameters that could be one or tell of a
 * person, and without parts of the path that look like a secret.
 */
export function maskAddress(address: string, secrets: readonly string[] = []): string {
  const { protocol, host, pathname, searchParams } = new URL(address);
  const hide = createMask(secrets);
  const path = hide(pathname.split('/').map(decode).join('/')).split('/').map(hideToken).join('/');
  const query = [...searchParams].map(([name, value]) => `${hide(name)}=${hideValue(name, hide(value))}`);
  return `${protocol}//${host}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

function hideValue(name: string, value: string): string {
  const isOpen = !isSecretName(name) && !codeName.test(name) && harmlessValue.test(value);
  return value === '' || isOpen ? value : mask;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
