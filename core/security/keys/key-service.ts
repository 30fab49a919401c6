/** One version of a key-encryption key at the service that keeps it. */
export interface KeyVersion {
  /** Version in this installation, whichever services came before. */
  readonly version: number;
  /** Version at the service. */
  readonly reference: number;
  /** Tells another key of the same version apart; null where the service keeps that to itself. */
  readonly checkValue: string | null;
}

/** Keeps key-encryption keys and wraps data keys with them. What it wraps is bound to its context. */
export interface KeyService {
  readonly name: KeyServiceName;
  /** Versions that it holds already, oldest first: what an installation that knows of none begins with. */
  listVersions(): Promise<readonly Omit<KeyVersion, 'version'>[]>;
  /** Makes the key of that version, or answers the one it made for it before. */
  createVersion(version: number): Promise<KeyVersion>;
  wrap(version: KeyVersion, dataKey: Uint8Array, context: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Throws `encryption_key_missing`, `encryption_key_wrong`, `secret_unreadable`, or that the service cannot be reached. */
  unwrap(version: KeyVersion, wrapped: Uint8Array, context: string): Promise<Buffer>;
}

export type KeyServiceName = 'local' | 'vault';
