import { z } from 'zod';
import type { HttpResponse } from '#connectors/kit/http-client.ts';
import { createEgressClient } from '#core/egress/egress-client.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { KeyService } from './key-service.ts';

const timeoutMs = 10_000;
const maxBytes = 1024 * 1024;

const keySchema = z.object({ data: z.object({ latest_version: z.int().min(1) }) });
const encryptedSchema = z.object({ data: z.object({ ciphertext: z.string() }) });
const decryptedSchema = z.object({ data: z.object({ plaintext: z.base64() }) });

/**
 * Keys that never leave HashiCorp Vault (1.13 or newer, for `associated_data`), or OpenBao: its transit engine wraps and
 * unwraps. The token needs `update` on `<mount>/encrypt/<key>`, `<mount>/decrypt/<key>`, `<mount>/keys/<key>` and
 * `<mount>/keys/<key>/rotate`, and `read` on `<mount>/keys/<key>`.
 * Source: https://developer.hashicorp.com/vault/api-docs/secret/transit
 */
export const vaultKeyService: KeyService = {
  name: 'vault',
  listVersions: async () => [{ reference: await openKey(), checkValue: null }],
  createVersion: async (version) => {
    await openKey();
    await askVault('POST', 'keys', '/rotate', {});
    return { version, reference: await readLatestVersion(), checkValue: null };
  },
  wrap: async ({ reference }, dataKey, context) => {
    const answer = await askVault('POST', 'encrypt', '', {
      plaintext: encode(dataKey),
      associated_data: encode(Buffer.from(context)),
      key_version: reference,
    });
    return new Uint8Array(Buffer.from(parseAnswer(encryptedSchema, answer).data.ciphertext, 'ascii'));
  },
  unwrap: async (_, wrapped, context) => {
    const answer = await askVault('POST', 'decrypt', '', {
      ciphertext: Buffer.from(wrapped).toString('ascii'),
      associated_data: encode(Buffer.from(context)),
    }).catch((cause: unknown) => {
      const isBadRequest = cause instanceof TelarError && cause.code === 'vault_refused' && cause.params.status === 400;
      throw isBadRequest ? new TelarError('secret_unreadable', { actor: 'admin', status: 500, cause }) : cause;
    });
    return Buffer.from(parseAnswer(decryptedSchema, answer).data.plaintext, 'base64');
  },
};

/** The latest version of the key, which is made where there is none. */
async function openKey(): Promise<number> {
  const cipher = readConfig().cipher === 'aes-256-gcm' ? 'aes256-gcm96' : 'chacha20-poly1305';
  // Creating a key that exists changes nothing.
  await askVault('POST', 'keys', '', { type: cipher });
  return readLatestVersion();
}

async function readLatestVersion(): Promise<number> {
  return parseAnswer(keySchema, await askVault('GET', 'keys', '')).data.latest_version;
}

/** Throws `vault_refused` for 4xx, `vault_unavailable` for anything else that is no success, and `egress_…`. */
async function askVault(
  method: 'GET' | 'POST',
  operation: 'keys' | 'encrypt' | 'decrypt',
  detail: '' | '/rotate',
  body?: Readonly<Record<string, unknown>>,
): Promise<HttpResponse> {
  const { vault } = readConfig();
  if (vault === null) {
    throw new TelarError('config_missing', { params: { variable: 'TELAR_VAULT_URL' }, actor: 'admin', status: 500 });
  }
  // The administrator named this host in the configuration, so it may be a private one.
  const client = createEgressClient({ allow: [new URL(vault.address).host] });
  const response = await client.request({
    method,
    url: `${vault.address}/v1/${vault.mount}/${operation}/${vault.key}${detail}`,
    headers: { 'x-vault-token': vault.token, 'x-vault-request': 'true', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    timeoutMs,
    maxBytes,
  });
  if (response.status >= 200 && response.status < 300) return response;
  const refused = response.status >= 400 && response.status < 500 && response.status !== 429;
  throw new TelarError(refused ? 'vault_refused' : 'vault_unavailable', {
    params: { status: response.status },
    actor: 'admin',
    retryable: !refused,
    status: 502,
  });
}

function parseAnswer<Schema extends z.ZodType>(schema: Schema, { body, status }: HttpResponse): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(body).toString()));
  } catch {
    // The answer may hold a key, so it is not kept as the cause.
    throw new TelarError('vault_unavailable', { params: { status }, actor: 'admin', retryable: true, status: 502 });
  }
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
