/** A pair of columns that hold an encrypted secret, in a table with `workspace_id`. Its place is named as here. */
export interface SealedColumn {
  readonly table: string;
  /** The primary key, which is the row of the secret's place. */
  readonly id: string;
  readonly ciphertext: string;
  readonly keyVersion: string;
}

/** Every encrypted column of the database: rotation, recovery and its drill go through all of them. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'connection_grants', id: 'connection_id', ciphertext: 'token_ciphertext', keyVersion: 'token_key_version' },
  { table: 'connections', id: 'id', ciphertext: 'secret_ciphertext', keyVersion: 'secret_key_version' },
  { table: 'erasures', id: 'id', ciphertext: 'email_ciphertext', keyVersion: 'email_key_version' },
  { table: 'node_pins', id: 'id', ciphertext: 'rows_ciphertext', keyVersion: 'rows_key_version' },
  { table: 'oauth_apps', id: 'id', ciphertext: 'secret_ciphertext', keyVersion: 'secret_key_version' },
  { table: 'oauth_attempts', id: 'id', ciphertext: 'verifier_ciphertext', keyVersion: 'verifier_key_version' },
  { table: 'protection_keys', id: 'workspace_id', ciphertext: 'secret_ciphertext', keyVersion: 'secret_key_version' },
  { table: 'row_sends', id: 'id', ciphertext: 'outcome_ciphertext', keyVersion: 'outcome_key_version' },
];
