import type { TestRow } from '#core/contracts/connections.ts';
import type { AuthKind } from './auth/auth-kind.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { ResolvedConnection } from './connector.ts';
import type { HttpClient } from './http-client.ts';

/** An authorised account kind: what the connection form asks and how a connection is tested. */
export interface ConnectionKind {
  readonly connector: string;
  readonly configFields: readonly ConnectionField[];
  /** Names in `secret` rather than `config`. */
  readonly secretFields: readonly ConnectionField[];
  /** How an account with these settings proves who it is. */
  readonly auth: (config: Readonly<Record<string, unknown>>) => AuthKind;
  /** Where its credentials may go over HTTP, as origins. Absent: nowhere. */
  readonly origins?: (connection: ResolvedConnection) => readonly string[];
  /** What the vendor lets through; an admin can say otherwise for one connection. Absent: nothing is known. */
  readonly limits?: ConnectionLimits;
  /** Resolves with one plain fact about the account (server version, identity). Rejects with a TelarError. */
  readonly test: (connection: ResolvedConnection, services: TestServices) => Promise<string>;
  /** One row of what the account can read, to be seen by whoever connects it; null when there is none. */
  readonly readRow?: (connection: ResolvedConnection, services: TestServices) => Promise<TestRow | null>;
}

export interface TestServices {
  readonly http: HttpClient;
  readonly signal: AbortSignal;
}

/** Labels are `connections.<connector>.fields.<name>` in the catalogues. */
export interface ConnectionField {
  readonly name: string;
  readonly type: 'text' | 'number' | 'boolean' | 'select' | 'password' | 'url' | 'multiline';
  /** Of a field with `when`: only while it is asked. */
  readonly required: boolean;
  /** Asked only while another field has one of these values. */
  readonly when?: { readonly field: string; readonly values: readonly string[] };
  readonly options?: readonly string[];
  readonly defaultValue?: string | number | boolean;
}
