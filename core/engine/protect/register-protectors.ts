import { type DuckDBConnection, DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api';
import { createValueProtector, type ProtectionKeys, type ValueProtector } from './protect-value.ts';

type Protect = (protector: ValueProtector, text: string, argument: string) => string | null;

interface ProtectingFunction {
  readonly protect: Protect;
  readonly arguments: 1 | 2;
  /** Whether it gives another answer each time. */
  readonly isRandom?: boolean;
}

/** By the names that the compiler calls; the guard of users' queries refuses them. */
const functions: Readonly<Record<string, ProtectingFunction>> = {
  telar_hash: { protect: ({ hash }, text) => hash(text), arguments: 1 },
  telar_token: { protect: ({ tokenise }, text, prefix) => tokenise(text, prefix), arguments: 2 },
  telar_encrypt: { protect: ({ encrypt }, text) => encrypt(text), arguments: 1, isRandom: true },
  telar_encrypt_same: { protect: ({ encryptSame }, text) => encryptSame(text), arguments: 1 },
  telar_decrypt: { protect: ({ decrypt }, text) => decrypt(text), arguments: 1 },
};

/**
 * Adds the functions that protect values to a connection's database. Keys are given to what it returns: they are never
 * part of a query, its values or its plan, and queries of users cannot call the functions.
 */
export function registerProtectors(connection: DuckDBConnection): (keys: ProtectionKeys) => void {
  let protector: ValueProtector | null = null;
  for (const [name, each] of Object.entries(functions)) {
    const scalar = DuckDBScalarFunction.create({
      name,
      parameterTypes: Array(each.arguments).fill(VARCHAR),
      returnType: VARCHAR,
      volatile: each.isRandom ?? false,
      mainFunction: (info, input, output) => {
        if (protector === null) return info.setError('The keys of the workspace were not given');
        const [texts, given] = [input.getColumnVector(0), each.arguments === 2 ? input.getColumnVector(1) : null];
        for (let row = 0; row < input.rowCount; row += 1) {
          const text = texts.getItem(row);
          const argument = given?.getItem(row) ?? '';
          output.setItem(row, text === null ? null : each.protect(protector, String(text), String(argument)));
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
