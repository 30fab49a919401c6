import { createHash, createPrivateKey } from 'node:crypto';
import { TelarError } from '#core/platform/telar-error.ts';

export interface SshKey {
  /** `ssh-ed25519`, `ssh-rsa`, `ecdsa-sha2-nistp256`; of keys that are not in OpenSSH's form `rsa`, `ed25519`, `ec`. */
  readonly type: string;
  /** As `ssh-keygen -l` shows it; null for keys that are not in OpenSSH's form. */
  readonly fingerprint: string | null;
  readonly encrypted: boolean;
}

const opening = '-----BEGIN OPENSSH PRIVATE KEY-----';
const magic = 'openssh-key-v1\0';

/**
 * What kind of private key this is. Reads OpenSSH's form (PROTOCOL.key in its sources) and PEM.
 * Throws `ssh_key_invalid`, or `ssh_key_passphrase` when an encrypted PEM needs another passphrase.
 */
export function readSshKey(text: string, passphrase = ''): SshKey {
  const trimmed = text.trim();
  if (trimmed.startsWith(opening)) return readOpenSshKey(trimmed);
  const encrypted = /ENCRYPTED/.test(trimmed);
  try {
    const key = createPrivateKey({ key: trimmed, ...(encrypted && { passphrase }) });
    return { type: key.asymmetricKeyType ?? '', fingerprint: null, encrypted };
  } catch (cause) {
    throw keyError(encrypted ? 'ssh_key_passphrase' : 'ssh_key_invalid', cause);
  }
}

/** Magic, then cipher, kdf, its options, how many keys, and the public key: texts and numbers with a length before them. */
function readOpenSshKey(text: string): SshKey {
  try {
    const bytes = Buffer.from(text.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    if (bytes.subarray(0, magic.length).toString() !== magic) throw new Error('No OpenSSH key');
    let position = magic.length;
    const readBytes = () => {
      const start = position + 4;
      const end = start + bytes.readUInt32BE(position);
      if (end > bytes.length) throw new Error('Cut off');
      position = end;
      return bytes.subarray(start, end);
    };
    const cipher = readBytes().toString();
    readBytes();
    readBytes();
    if (bytes.readUInt32BE(position) !== 1) throw new Error('Not one key');
    position += 4;
    const publicKey = readBytes();
    if (readBytes().length === 0) throw new Error('No private part');
    const type = publicKey.subarray(4, 4 + publicKey.readUInt32BE(0)).toString();
    const digest = createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '');
    return { type, fingerprint: `SHA256:${digest}`, encrypted: cipher !== 'none' };
  } catch (cause) {
    throw keyError('ssh_key_invalid', cause);
  }
}

function keyError(code: string, cause: unknown): TelarError {
  return new TelarError(code, { actor: 'admin', field: 'sshKey', status: 422, cause });
}
