const mask = '•••';
/** Anything shorter would also be found where it is no secret. */
const minLength = 4;
const secretName = /key|token|secret|sig|pass|pwd|auth|code|cred|session|jwt/i;
/** What pages, filters by time and switches are made of. */
const harmlessValue = /^(\d{1,12}|true|false|asc|desc|\d{4}-\d\d-\d\d([T ][\d:.]+(Z|[+-]\d\d:?\d\d)?)?)$/i;

/**
 * An address as a log may hold it: without the secrets given, without values of parameters that could be one, and
 * without parts of the path that look like one, as in the addresses of hooks.
 */
export function maskAddress(address: string, secrets: readonly string[] = []): string {
  const { protocol, host, pathname, searchParams } = new URL(address);
  // Longest first, so that no part of one is left beside the mask of another.
  const hidden = secrets.filter(({ length }) => length >= minLength).sort((a, b) => b.length - a.length);
  const hide = (text: string) => hidden.reduce((rest, secret) => rest.replaceAll(secret, mask), text);
  const path = hide(pathname.split('/').map(decode).join('/')).split('/').map(hideToken).join('/');
  const query = [...searchParams].map(([name, value]) => `${hide(name)}=${hideValue(name, hide(value))}`);
  return `${protocol}//${host}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

function hideValue(name: string, value: string): string {
  return value === '' || (!secretName.test(name) && harmlessValue.test(value)) ? value : mask;
}

/** Long and mixed, which names and most ids are not. */
function hideToken(part: string): string {
  return part.length >= 20 && /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part) ? mask : part;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
