import {
  BLOB,
  type DuckDBBlobVector,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  VARCHAR,
} from '@duckdb/node-api';
import { createValueProtector, type ProtectionKeys, type ValueProtector } from './protect-value.ts';

interface ProtectingFunction {
  /** `argument` is empty for functions of one parameter. */
  readonly protect: (protector: ValueProtector, bytes: Uint8Array, argument: string) => string | null;
  readonly parameters: readonly DuckDBType[];
  /** Whether it gives another answer each time. */
  readonly isRandom?: boolean;
}

/** By the names that the compiler calls; the guard of users' queries refuses them. Texts are given as UTF-8 bytes. */
const functions: Readonly<Record<string, ProtectingFunction>> = {
  telar_hash: { protect: ({ hash }, bytes) => hash(bytes), parameters: [BLOB] },
  telar_token: { protect: ({ tokenise }, bytes, prefix) => tokenise(bytes, prefix), parameters: [BLOB, VARCHAR] },
  telar_encrypt: { protect: ({ encrypt }, bytes) => encrypt(bytes), parameters: [BLOB], isRandom: true },
  telar_encrypt_same: { protect: ({ encryptSame }, bytes) => encryptSame(bytes), parameters: [BLOB] },
  telar_decrypt: { protect: ({ decrypt }, bytes) => decrypt(Buffer.from(bytes).toString()), parameters: [BLOB] },
};

/**
 * Adds the functions that protect values to a connection's database. Keys are given to what it returns: they are never
 * part of a query, its values or its plan, and queries of users cannot call the functions.
 */
export function registerProtectors(connection: DuckDBConnection): (keys: ProtectionKeys) => void {
  let protector: ValueProtector | null = null;
  for (const [name, { protect, parameters, isRandom = false }] of Object.entries(functions)) {
    const scalar = DuckDBScalarFunction.create({
      name,
      parameterTypes: parameters,
      returnType: VARCHAR,
      volatile: isRandom,
      mainFunction: (info, input, output) => {
        if (protector === null) return info.setError('The keys of the workspace were not given');
        const texts = input.getColumnVector(0) as DuckDBBlobVector;
        const given = parameters.length === 2 ? input.getColumnVector(1) : null;
        for (let row = 0; row < input.rowCount; row += 1) {
          const bytes = texts.getItemBytes(row);
          const argument = String(given?.getItem(row) ?? '');
          output.setItem(row, bytes === null ? null : protect(protector, bytes, argument));
        }
        output.flush();
      },
    });
    connection.registerScalarFunction(scalar);
    scalar.destroySync();
  }
  return (keys) => {
    protector = createValueProtector(keys);
  };
}
