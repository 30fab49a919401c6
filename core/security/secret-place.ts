/** Where a secret is stored. A ciphertext moved to another place does not decrypt. */
export interface SecretPlace {
  readonly workspaceId: string;
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

export interface EncryptedSecret {
  /** Sealed bytes, which name cipher and key themselves; see `keys/sealed-bytes.ts`. */
  readonly ciphertext: Uint8Array<ArrayBuffer>;
  readonly keyVersion: number;
}
