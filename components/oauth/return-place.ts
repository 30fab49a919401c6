const key = 'telar-oauth-return';

/** Keeps where this tab is, for the way back from a vendor; from the connections that way leads to the connection itself. */
export function rememberReturn(): void {
  const { pathname, search } = window.location;
  if (pathname.startsWith('/connections')) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, pathname + search);
}

/** Where this tab was; null for the connection's own page. */
export function readReturn(): string | null {
  const place = sessionStorage.getItem(key);
  return place?.startsWith('/') && !place.startsWith('//') ? place : null;
}
