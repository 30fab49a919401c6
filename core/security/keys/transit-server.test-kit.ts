import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What Vault's transit engine answers, as documented: keys in versions, `vault:v<n>:<base64>` with a 96-bit nonce first,
 * `associated_data`, `min_decryption_version`, errors as `{ errors: [] }`.
 * Source: https://developer.hashicorp.com/vault/api-docs/secret/transit
 */
export interface TransitServer {
  readonly url: string;
  readonly token: string;
  /** Paths that were asked, in order. */
  readonly requests: string[];
  /** Bodies as they came. */
  readonly bodies: string[];
  /** Answers 503 to everything, as a sealed Vault does. */
  sealed: boolean;
  close(): Promise<void>;
}

interface TransitKey {
  readonly versions: Buffer[];
  minDecryptionVersion: number;
}

type Body = Readonly<Record<string, string | number | undefined>>;

export async function startTransitServer(): Promise<TransitServer> {
  const keys = new Map<string, TransitKey>();
  const token = `hvs.${randomBytes(16).toString('hex')}`;
  const http: Server = createServer(async (request, response) => {
    const text = await readBody(request);
    transit.requests.push(`${request.method} ${request.url}`);
    transit.bodies.push(text);
    const answer = transit.sealed
      ? fail(503, 'Vault is sealed')
      : request.headers['x-vault-token'] !== token
        ? fail(403, 'permission denied')
        : handle(keys, request, text === '' ? {} : (JSON.parse(text) as Body));
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.status === 204 ? undefined : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const transit: TransitServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    token,
    requests: [],
    bodies: [],
    sealed: false,
    close: () => new Promise((resolve) => http.close(() => resolve()).closeAllConnections()),
  };
  return transit;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const fail = (status: number, ...errors: string[]): Answer => ({ status, body: { errors } });
const succeed = (data: object): Answer => ({ status: 200, body: { data } });

function handle(keys: Map<string, TransitKey>, { method, url }: IncomingMessage, body: Body): Answer {
  const [, operation, name = '', detail = ''] =
    /^\/v1\/transit\/(keys|encrypt|decrypt)\/([\w-]+)(\/rotate|\/config)?$/.exec(url ?? '') ?? [];
  const key = keys.get(name);
  if (operation === undefined) return fail(404);
  if (operation === 'keys' && method === 'POST' && detail === '') {
    if (body.type !== 'aes256-gcm96') return fail(400, 'only aes256-gcm96 here');
    if (key === undefined) keys.set(name, { versions: [randomBytes(32)], minDecryptionVersion: 1 });
    return { status: 204, body: {} };
  }
  if (key === undefined) return operation === 'keys' ? fail(404) : fail(400, 'encryption key not found');
  if (operation === 'keys') return handleKey(key, name, method ?? '', detail, body);
  return operation === 'encrypt' ? encrypt(key, body) : decrypt(key, body);
}

function handleKey(key: TransitKey, name: string, method: string, detail: string, body: Body): Answer {
  if (method === 'GET') {
    const versions = Object.fromEntries(key.versions.map((_, index) => [index + 1, 1_700_000_000]));
    const details = { latest_version: key.versions.length, min_decryption_version: key.minDecryptionVersion };
    return succeed({ name, type: 'aes256-gcm96', keys: versions, ...details });
  }
  if (detail === '/rotate') key.versions.push(randomBytes(32));
  else key.minDecryptionVersion = Number(body.min_decryption_version);
  return { status: 204, body: {} };
}

function encrypt(key: TransitKey, { plaintext, associated_data = '', key_version = 0 }: Body): Answer {
  const version = Number(key_version) || key.versions.length;
  const material = key.versions[version - 1];
  if (material === undefined)
    return fail(400, 'requested version for encryption is higher than the latest key version');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', material, nonce, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(String(associated_data), 'base64'));
  const text = cipher.update(Buffer.from(String(plaintext), 'base64'));
  const bytes = Buffer.concat([nonce, text, cipher.final(), cipher.getAuthTag()]);
  return succeed({ ciphertext: `vault:v${version}:${bytes.toString('base64')}`, key_version: version });
}

function decrypt(key: TransitKey, { ciphertext, associated_data = '' }: Body): Answer {
  const [, version = '0', base64 = ''] = /^vault:v(\d+):(.+)$/.exec(String(ciphertext)) ?? [];
  const material = key.versions[Number(version) - 1];
  if (material === undefined) return fail(400, 'invalid ciphertext: no prefix');
  if (Number(version) < key.minDecryptionVersion)
    return fail(400, 'ciphertext or signature version is disallowed by policy (too old)');
  const bytes = Buffer.from(base64, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', material, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(String(associated_data), 'base64')).setAuthTag(bytes.subarray(-16));
    const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    return succeed({ plaintext: text.toString('base64') });
  } catch {
    return fail(400, 'cipher: message authentication failed');
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
