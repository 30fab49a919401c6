export const mask = '•••';

/** Anything shorter would also be found where it is no secret. */
const minLength = 4;
const secretName = /key|token|secret|signature|(^|[-_.])sig([-_.]|$)|pass|pwd|auth|cookie|cred|session|jwt/i;
/** Ours, and no secret. */
const openNames = new Set(['idempotency-key']);

/** Takes the secrets out of texts, however they are written there. */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  // Longest first, so that no part of one is left beside the mask of another.
  const hidden = [...new Set(forms)].filter(({ length }) => length >= minLength).sort((a, b) => b.length - a.length);
  return (text) => hidden.reduce((rest, secret) => rest.replaceAll(secret, mask), text);
}

/** Whether a header or parameter is called like a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !openNames.has(name);
}

/** A part of a path, hidden where it is long and mixed, as in the addresses of hooks; names and most ids are not. */
export function hideToken(part: string): string {
  return part.length >= 20 && /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part) ? mask : part;
}
