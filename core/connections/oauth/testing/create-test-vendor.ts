import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importSPKI, jwtVerify } from 'jose';
import Provider, { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';

export interface TestVendorOptions {
  readonly redirectUris: readonly string[];
  /** Every refresh hands out another refresh token, and one that comes twice ends the grant. */
  readonly rotate?: boolean;
  readonly accessTokenSeconds?: number;
  readonly withoutRefreshTokens?: boolean;
  /** PEM of whom assertions are taken from. */
  readonly assertionKey?: string;
}

/** What happened to one request for a token. */
export interface TokenRequest {
  readonly grantType: string;
  readonly refreshToken: string | null;
  status: number;
}

export interface TestVendor {
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly requests: TokenRequest[];
  /** What the next requests for a token get instead of the answer: `lost` is answered into a closed socket. */
  readonly troubles: ('lost' | number)[];
  decision: 'allow' | 'deny';
  /** Goes to the address as a person's browser would, signs in, decides, and answers where it was sent back to. */
  consent(authorizationUrl: string): Promise<URL>;
  /** Ends an access token before its time, and nothing else. */
  endAccessToken(token: string): Promise<void>;
  /** Withdraws everything that was granted. */
  revokeAll(): Promise<void>;
  close(): Promise<void>;
}

const assertionGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const clientId = 'telar-test';
const clientSecret = 'secret: with + signs & spaces';

/** Known by its assertions alone. */
const robot = {
  client_id: 'robot',
  token_endpoint_auth_method: 'none' as const,
  redirect_uris: [],
  response_types: [],
  grant_types: [assertionGrant],
  scope: 'contacts.read',
};

/** A real OAuth and OpenID server, with somebody in front of it who counts and makes trouble. */
export async function createTestVendor(options: TestVendorOptions): Promise<TestVendor> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(origin, configure(options));
  // A test has no use for its advice on production.
  provider.on('server_error', () => {});
  if (options.assertionKey !== undefined) acceptAssertions(provider, options.assertionKey);
  const requests: TokenRequest[] = [];
  const troubles: TestVendor['troubles'] = [];
  const grants = new Set<string>();
  provider.on('grant.success', (context: KoaContextWithOIDC) => {
    const grantId = context.oidc.entities.Grant?.jti;
    if (grantId !== undefined) grants.add(grantId);
  });
  const vendor: TestVendor = {
    ...{ origin, clientId, clientSecret, requests, troubles },
    decision: 'allow',
    consent: (address) => followToCallback(address, origin),
    endAccessToken: async (token) => {
      const found = await provider.AccessToken.find(token);
      if (found === undefined) throw new Error('No such token');
      await found.destroy();
    },
    revokeAll: async () => {
      for (const id of grants) await (await provider.Grant.find(id))?.destroy();
    },
    close: () => close(server),
  };
  const handle = provider.callback();
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/')) return decide(provider, request, response, vendor.decision);
    if (request.method === 'POST' && request.url === '/token') await count(request, response, requests, troubles);
    if (!response.writableEnded) handle(request, response);
  });
  return vendor;
}

function configure({
  redirectUris,
  rotate = false,
  accessTokenSeconds = 3600,
  withoutRefreshTokens,
  assertionKey,
}: TestVendorOptions): Configuration {
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...redirectUris],
        grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
        scope: 'openid profile email offline_access contacts.read',
      },
      ...(assertionKey === undefined ? [] : [robot]),
    ],
    cookies: { keys: ['a key for tests'] },
    scopes: ['openid', 'profile', 'email', 'offline_access', 'contacts.read'],
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, name: 'Ana Vidal', email: 'ana@vendor.example' }),
    }),
    issueRefreshToken: async () => !withoutRefreshTokens,
    rotateRefreshToken: () => rotate,
    ttl: {
      AccessToken: accessTokenSeconds,
      ClientCredentials: accessTokenSeconds,
      AuthorizationCode: 60,
      RefreshToken: 86_400,
      Grant: 86_400,
      Session: 86_400,
      Interaction: 600,
      IdToken: 3600,
    },
  };
}

/** Signs the person in and lets them allow or deny. */
async function decide(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  decision: 'allow' | 'deny',
) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId: 'account-1' } });
  }
  if (decision === 'deny') {
    const refusal = { error: 'access_denied', error_description: 'The person said no' };
    return provider.interactionFinished(request, response, refusal);
  }
  const grant =
    (grantId === undefined ? undefined : await provider.Grant.find(grantId)) ??
    new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params.client_id) });
  grant.addOIDCScope(String(params.scope));
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

/** Reads a request for a token, passes it on as it is, and makes the trouble that is due. */
async function count(
  request: IncomingMessage,
  response: ServerResponse,
  requests: TokenRequest[],
  troubles: TestVendor['troubles'],
) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const params = new URLSearchParams(body);
  const entry = { grantType: params.get('grant_type') ?? '', refreshToken: params.get('refresh_token'), status: 0 };
  requests.push(entry);
  const trouble = troubles.shift();
  if (typeof trouble === 'number') {
    entry.status = trouble;
    response.writeHead(trouble, { 'retry-after': '7' }).end();
    return;
  }
  response.on('finish', () => {
    entry.status = response.statusCode;
  });
  if (trouble === 'lost') {
    const end = response.end.bind(response);
    response.end = ((...rest: Parameters<typeof end>) => {
      entry.status = response.statusCode;
      response.socket?.destroy();
      return end(...rest);
    }) as typeof response.end;
  }
  Object.assign(request, { body: Object.fromEntries(params) });
}

/** RFC 7523, which this server does not bring itself. */
function acceptAssertions(provider: Provider, pem: string): void {
  const handler = async (context: KoaContextWithOIDC) => {
    const { client, params } = context.oidc;
    const key = await importSPKI(pem, 'RS256');
    const { payload } = await jwtVerify(String(params?.assertion), key, { audience: `${provider.issuer}/token` }).catch(
      () => {
        throw new errors.InvalidGrant('assertion refused');
      },
    );
    const token = new provider.ClientCredentials({ client: client!, scope: String(payload.scope ?? '') });
    context.body = {
      access_token: await token.save(),
      expires_in: token.expiration,
      token_type: 'Bearer',
      instance_url: 'https://eu.vendor.example',
      id: `robot/${payload.sub}`,
    };
  };
  provider.registerGrantType(assertionGrant, handler, ['assertion', 'scope']);
}

async function followToCallback(address: string, origin: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(address);
  for (let steps = 0; steps < 20; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null)
      throw new Error(`The vendor shows ${response.status}: ${(await response.text()).slice(0, 300)}`);
    url = new URL(location, url);
    if (url.origin !== origin) return url;
  }
  throw new Error('The vendor leads in circles');
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
