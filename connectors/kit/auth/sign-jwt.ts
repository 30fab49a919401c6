import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { TelarError } from '#core/platform/telar-error.ts';

/** A compact JWS (RFC 7515) under RS256, the one algorithm that Salesforce and Google both take. */
export function signJwt(claims: Readonly<Record<string, unknown>>, key: KeyObject, keyId?: string): string {
  const header = { alg: 'RS256', typ: 'JWT', ...(keyId && { kid: keyId }) };
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

export interface SigningKey {
  readonly key: KeyObject;
  readonly keyId?: string;
  /** Whom a Google key file belongs to. */
  readonly issuer?: string;
}

/** Reads a PEM text or the key file of a Google service account. Throws `signing_key_invalid` unless it holds an RSA key. */
export function readSigningKey(text: string): SigningKey {
  try {
    const file = text.trim().startsWith('{') ? (JSON.parse(text) as Record<string, string>) : { private_key: text };
    const key = createPrivateKey(file.private_key ?? '');
    if (key.asymmetricKeyType !== 'rsa') throw new Error(`${key.asymmetricKeyType} instead of RSA`);
    return {
      key,
      ...(file.private_key_id && { keyId: file.private_key_id }),
      ...(file.client_email && { issuer: file.client_email }),
    };
  } catch (cause) {
    throw new TelarError('signing_key_invalid', { field: 'secret.privateKey', actor: 'admin', status: 422, cause });
  }
}
