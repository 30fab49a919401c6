/**
 * How an account proves who it is, as a connector declares it from a connection's settings. Nothing here is secret:
 * what ends in `Secret` names an entry of the connection's secrets. `core/connections` performs it.
 */
export type AuthKind =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer'; readonly tokenSecret: string; readonly scheme?: string }
  | { readonly kind: 'basic'; readonly username: string; readonly passwordSecret: string }
  | ApiKey
  | AwsSignature
  | OAuth
  /** The connector's own driver signs in, where asked through an SSH server with a key of its own: see `ssh/ssh-account.ts`. */
  | { readonly kind: 'database'; readonly user: string; readonly passwordSecret: string; readonly tls: TlsMode };

/** `prefer` encrypts when the server can; only `verify-full` checks whom it talks to. */
export type TlsMode = 'prefer' | 'disable' | 'require' | 'verify-full';

export interface ApiKey {
  readonly kind: 'api-key';
  /** `basic`: the key is the user name and there is no password. */
  readonly place: 'header' | 'query' | 'basic';
  /** Of the header or the parameter. */
  readonly name: string;
  readonly keySecret: string;
}

export interface AwsSignature {
  readonly kind: 'aws-signature';
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly keySecret: string;
  readonly sessionTokenSecret: string;
}

export interface OAuth {
  readonly kind: 'oauth';
  readonly grant: 'authorization-code' | 'client-credentials' | 'jwt-bearer';
  readonly tokenUrl: string;
  /** Where a person consents; `authorization-code` alone. */
  readonly authorizationUrl?: string;
  /** RFC 7009. */
  readonly revocationUrl?: string;
  /** Answers JSON about the account to a GET with the token: OpenID userinfo or the vendor's own. */
  readonly identityUrl?: string;
  /** What the authorization server calls itself: then its answer must say so (RFC 9207). */
  readonly issuer?: string;
  readonly client: OAuthClientRules;
  readonly scopes: readonly string[];
  /** Between scopes; a space unless told. */
  readonly scopeSeparator?: ' ' | ',';
  readonly authorizationParams?: Readonly<Record<string, string>>;
  readonly tokenParams?: Readonly<Record<string, string>>;
  readonly assertion?: AssertionRules;
  /** Of the Authorization header; `Bearer` unless told. */
  readonly scheme?: string;
  /** Vendors with several data centres say in the callback which of them holds the account. */
  readonly dataCentre?: DataCentreRules;
}

export interface OAuthClientRules {
  /** Null: the workspace's own registration for this connector. */
  readonly id: string | null;
  readonly secretSecret: string;
  readonly authentication: 'basic' | 'post' | 'none';
}

/** RFC 7523: Salesforce names user and login host, Google the service account and its scopes. */
export interface AssertionRules {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** PEM, or the whole key file of a Google service account, which then also names issuer and key. */
  readonly keySecret: string;
}

export interface DataCentreRules {
  /** Parameter of the callback. */
  readonly parameter: string;
  /** Token addresses by the value of that parameter; any other value is refused. */
  readonly tokenUrls: Readonly<Record<string, string>>;
}
