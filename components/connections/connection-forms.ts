import { Database, Globe, type LucideIcon, Server } from 'lucide-react';
import { type ConnectorId, connectorIds } from '#core/contracts/connections.ts';

/** One box of a connection form; labels are `connections.<connector>.fields.<name>` in the catalogues. */
export interface ConnectionFormField {
  readonly name: string;
  /** Goes into `secret`: encrypted, and never shown again. */
  readonly secret?: boolean;
  readonly type: 'text' | 'number' | 'url' | 'password' | 'multiline' | 'select';
  readonly required?: boolean;
  readonly options?: readonly string[];
  readonly defaultValue?: string;
  readonly placeholder?: string;
  /** Shares its line with the field before it. */
  readonly narrow?: boolean;
  /** Folded away: most accounts do without. */
  readonly advanced?: boolean;
  /** Asked only while another field has one of these values. */
  readonly when?: { readonly field: string; readonly values: readonly string[] };
}

export interface ConnectionForm {
  readonly icon: LucideIcon;
  readonly fields: readonly ConnectionFormField[];
  /** What stands under the name in the list. */
  readonly describe: (config: Readonly<Record<string, unknown>>) => string;
  /** Calls its vendor over HTTP: then requests are written down and limited. */
  readonly sendsRequests?: boolean;
  /** Whether somebody has to sign in at the vendor and agree. Absent: never. */
  readonly takesConsent?: (config: Readonly<Record<string, unknown>>) => boolean;
  /** Whether the vendor knows us by a client ID, which the workspace may hold for all. Absent: never. */
  readonly usesClient?: (config: Readonly<Record<string, unknown>>) => boolean;
}

const httpAuthKinds = [
  ...['none', 'bearer', 'basic', 'header', 'query', 'key-as-user'],
  ...['oauth-code', 'oauth-client', 'oauth-jwt', 'aws'],
];

const when = (...values: string[]) => ({ when: { field: 'auth', values } });

const throughSsh = { when: { field: 'reach', values: ['ssh'] } };

const databaseFields = (port: string): readonly ConnectionFormField[] => [
  { name: 'host', type: 'text', required: true, placeholder: 'db.example.com' },
  { name: 'port', type: 'number', required: true, defaultValue: port, narrow: true },
  { name: 'database', type: 'text', required: true },
  { name: 'user', type: 'text', required: true },
  { name: 'password', type: 'password', secret: true },
  {
    name: 'tls',
    type: 'select',
    required: true,
    options: ['prefer', 'require', 'verify-full', 'disable'],
    defaultValue: 'prefer',
  },
  { name: 'ca', type: 'multiline', when: { field: 'tls', values: ['verify-full'] } },
  { name: 'reach', type: 'select', options: ['direct', 'ssh'], defaultValue: 'direct' },
  { name: 'sshHost', type: 'text', required: true, placeholder: 'ssh.example.com', ...throughSsh },
  { name: 'sshPort', type: 'number', required: true, defaultValue: '22', narrow: true, ...throughSsh },
  { name: 'sshUser', type: 'text', required: true, ...throughSsh },
  { name: 'sshKey', type: 'multiline', required: true, secret: true, ...throughSsh },
  { name: 'sshPassphrase', type: 'password', secret: true, ...throughSsh },
  { name: 'sshHostKey', type: 'text', placeholder: 'SHA256:…', ...throughSsh },
];

const describeDatabase =
  (defaultPort: number): ConnectionForm['describe'] =>
  ({ host, port, database }) =>
    `${host}:${port ?? defaultPort}/${database}`;

/** What the interface asks for each connector; `connection-forms.test.ts` holds it to what connectors declare. */
export const connectionForms = {
  postgres: { icon: Database, fields: databaseFields('5432'), describe: describeDatabase(5432) },
  mysql: { icon: Server, fields: databaseFields('3306'), describe: describeDatabase(3306) },
  http: {
    icon: Globe,
    fields: [
      { name: 'baseUrl', type: 'url', required: true, placeholder: 'https://api.example.com' },
      { name: 'auth', type: 'select', required: true, options: httpAuthKinds, defaultValue: 'none' },
      { name: 'token', type: 'password', secret: true, required: true, ...when('bearer') },
      { name: 'username', type: 'text', required: true, ...when('basic') },
      { name: 'password', type: 'password', secret: true, ...when('basic') },
      { name: 'headerName', type: 'text', required: true, defaultValue: 'X-Api-Key', ...when('header') },
      { name: 'headerValue', type: 'password', secret: true, required: true, ...when('header') },
      { name: 'queryName', type: 'text', required: true, defaultValue: 'api_key', ...when('query') },
      { name: 'key', type: 'password', secret: true, required: true, ...when('query', 'key-as-user') },
      { name: 'authorizationUrl', type: 'url', required: true, ...when('oauth-code') },
      { name: 'tokenUrl', type: 'url', required: true, ...when('oauth-code', 'oauth-client', 'oauth-jwt') },
      { name: 'clientId', type: 'text', ...when('oauth-code', 'oauth-client') },
      { name: 'clientSecret', type: 'password', secret: true, ...when('oauth-code', 'oauth-client') },
      {
        name: 'clientAuth',
        type: 'select',
        required: true,
        options: ['basic', 'post', 'none'],
        defaultValue: 'basic',
        advanced: true,
        ...when('oauth-code', 'oauth-client'),
      },
      { name: 'privateKey', type: 'multiline', secret: true, required: true, ...when('oauth-jwt') },
      { name: 'jwtIssuer', type: 'text', ...when('oauth-jwt') },
      { name: 'jwtSubject', type: 'text', ...when('oauth-jwt') },
      { name: 'jwtAudience', type: 'text', advanced: true, ...when('oauth-jwt') },
      { name: 'scopes', type: 'text', ...when('oauth-code', 'oauth-client', 'oauth-jwt') },
      { name: 'issuer', type: 'url', advanced: true, ...when('oauth-code') },
      { name: 'identityUrl', type: 'url', ...when('oauth-code', 'oauth-client', 'oauth-jwt') },
      { name: 'revocationUrl', type: 'url', advanced: true, ...when('oauth-code') },
      { name: 'authorizationParams', type: 'text', advanced: true, ...when('oauth-code') },
      { name: 'tokenParams', type: 'text', advanced: true, ...when('oauth-code', 'oauth-client', 'oauth-jwt') },
      { name: 'hostFrom', type: 'text', advanced: true, ...when('oauth-code', 'oauth-client', 'oauth-jwt') },
      { name: 'accessKeyId', type: 'text', required: true, ...when('aws') },
      { name: 'secretAccessKey', type: 'password', secret: true, required: true, ...when('aws') },
      { name: 'sessionToken', type: 'password', secret: true, ...when('aws') },
      { name: 'region', type: 'text', required: true, ...when('aws') },
      { name: 'service', type: 'text', required: true, ...when('aws') },
      { name: 'testPath', type: 'text', placeholder: '/contacts' },
    ],
    describe: ({ baseUrl }) => String(baseUrl ?? ''),
    sendsRequests: true,
    takesConsent: ({ auth }) => auth === 'oauth-code',
    usesClient: ({ auth }) => auth === 'oauth-code' || auth === 'oauth-client',
  },
} satisfies Record<ConnectorId, ConnectionForm> as Record<ConnectorId, ConnectionForm>;

export function isConnectorId(value: string | null): value is ConnectorId {
  return connectorIds.some((connector) => connector === value);
}
