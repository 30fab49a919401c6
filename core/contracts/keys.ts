import { z } from 'zod';

/** `active` wraps what is made from now on, `decrypt_only` is still needed, `retired` is needed by older backups at most. */
export const keyStates = ['active', 'decrypt_only', 'retired'] as const;

/** Names of ciphers, the same in every language. */
export const cipherTitles = { 'aes-256-gcm': 'AES-256-GCM', 'chacha20-poly1305': 'ChaCha20-Poly1305' } as const;

/** `GET /api/v1/keys` → keys, for admins. The key itself is never told. */
export const keysSchema = z.object({
  /** Where new versions are kept. */
  storage: z.enum(['data_folder', 'environment', 'vault']),
  /** What new secrets are encrypted with. */
  cipher: z.enum(['aes-256-gcm', 'chacha20-poly1305']),
  /** Newest first; empty until the first secret is stored. */
  versions: z.array(
    z.object({
      version: z.number(),
      state: z.enum(keyStates),
      service: z.string(),
      createdAt: z.iso.datetime(),
      retiredAt: z.iso.datetime().nullable(),
    }),
  ),
  /** Secrets and data keys that still wait to be encrypted with the active version. */
  waiting: z.number(),
});

export type KeysView = z.infer<typeof keysSchema>;

/** `POST /api/v1/keys/rotate` → keys. Rotates unless another version than `from` is active already. */
export const rotateKeysRequestSchema = z.strictObject({ from: z.number().int().min(1).nullable() });
