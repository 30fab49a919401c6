import { z } from 'zod';
import type { ConnectionField } from '#connectors/kit/connection-kind.ts';

export const httpAuthKinds = [
  'none',
  'bearer',
  'basic',
  'header',
  'query',
  'key-as-user',
  'oauth-code',
  'oauth-client',
  'oauth-jwt',
  'aws',
] as const;

const text = z.string().trim().nullish();
const address = z.url({ protocol: /^https?$/ }).nullish();

export const httpConfigSchema = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }),
  testPath: text,
  auth: z.enum(httpAuthKinds).default('none'),
  username: text,
  headerName: text,
  queryName: text,
  authorizationUrl: address,
  tokenUrl: address,
  clientId: text,
  clientAuth: z.enum(['basic', 'post', 'none']).default('basic'),
  scopes: text,
  issuer: text,
  identityUrl: address,
  revocationUrl: address,
  authorizationParams: text,
  tokenParams: text,
  hostFrom: text,
  jwtIssuer: text,
  jwtSubject: text,
  jwtAudience: text,
  accessKeyId: text,
  region: text,
  service: text,
});

export type HttpConfig = z.infer<typeof httpConfigSchema>;

const when = (...values: (typeof httpAuthKinds)[number][]) => ({ when: { field: 'auth', values } });
const code = when('oauth-code');
const oauth = when('oauth-code', 'oauth-client', 'oauth-jwt');
const withClient = when('oauth-code', 'oauth-client');
const jwt = when('oauth-jwt');
const aws = when('aws');

export const httpConfigFields: readonly ConnectionField[] = [
  { name: 'baseUrl', type: 'url', required: true },
  { name: 'testPath', type: 'text', required: false },
  { name: 'auth', type: 'select', required: true, options: httpAuthKinds, defaultValue: 'none' },
  { name: 'username', type: 'text', required: true, ...when('basic') },
  { name: 'headerName', type: 'text', required: true, defaultValue: 'X-Api-Key', ...when('header') },
  { name: 'queryName', type: 'text', required: true, defaultValue: 'api_key', ...when('query') },
  { name: 'authorizationUrl', type: 'url', required: true, ...code },
  { name: 'tokenUrl', type: 'url', required: true, ...oauth },
  { name: 'clientId', type: 'text', required: false, ...withClient },
  {
    name: 'clientAuth',
    type: 'select',
    required: true,
    options: ['basic', 'post', 'none'],
    defaultValue: 'basic',
    ...withClient,
  },
  { name: 'scopes', type: 'text', required: false, ...oauth },
  { name: 'jwtIssuer', type: 'text', required: false, ...jwt },
  { name: 'jwtSubject', type: 'text', required: false, ...jwt },
  { name: 'jwtAudience', type: 'text', required: false, ...jwt },
  { name: 'issuer', type: 'url', required: false, ...code },
  { name: 'identityUrl', type: 'url', required: false, ...oauth },
  { name: 'revocationUrl', type: 'url', required: false, ...code },
  { name: 'authorizationParams', type: 'text', required: false, ...code },
  { name: 'tokenParams', type: 'text', required: false, ...oauth },
  { name: 'hostFrom', type: 'text', required: false, ...oauth },
  { name: 'accessKeyId', type: 'text', required: true, ...aws },
  { name: 'region', type: 'text', required: true, ...aws },
  { name: 'service', type: 'text', required: true, ...aws },
];

export const httpSecretFields: readonly ConnectionField[] = [
  { name: 'token', type: 'password', required: true, ...when('bearer') },
  { name: 'password', type: 'password', required: false, ...when('basic') },
  { name: 'headerValue', type: 'password', required: true, ...when('header') },
  { name: 'key', type: 'password', required: true, ...when('query', 'key-as-user') },
  { name: 'clientSecret', type: 'password', required: false, ...withClient },
  { name: 'privateKey', type: 'multiline', required: true, ...jwt },
  { name: 'secretAccessKey', type: 'password', required: true, ...aws },
  { name: 'sessionToken', type: 'password', required: false, ...aws },
];
