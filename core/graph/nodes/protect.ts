import { z } from 'zod';
import { checkChosen } from '../check-names.ts';
import { defineNode } from '../node-definition.ts';
import type { Problem } from '../problem.ts';

const field = z.string().max(200);
const shown = z.number().int().min(0).max(20);
/** Without outer spaces and capitals, so that ` Ana@X.es` and `ana@x.es` give the same. */
const tidy = z.boolean();

export const protectedColumnSchema = z.discriminatedUnion('as', [
  /** `keyed`: with the key of the workspace, else plain SHA-256, as ad platforms ask for and anyone can compute. */
  z.strictObject({ as: z.literal('hash'), field, keyed: z.boolean(), tidy }),
  /** `all`: nothing shows, not even how long it is; `ends`: the first and last characters; `email`: first letter, domain. */
  z.strictObject({ as: z.literal('mask'), field, show: z.enum(['all', 'ends', 'email']), first: shown, last: shown }),
  /** The same text gives the same token wherever the prefix is the same. */
  z.strictObject({ as: z.literal('token'), field, prefix: z.string().max(20), tidy }),
  /** `same`: equal texts give equal results, so that they can be matched; who sees them learns which are equal. */
  z.strictObject({ as: z.literal('encrypt'), field, same: z.boolean() }),
  z.strictObject({ as: z.literal('decrypt'), field }),
]);

export type ProtectedColumn = z.infer<typeof protectedColumnSchema>;
export type Protection = ProtectedColumn['as'];

export const protections: readonly Protection[] = protectedColumnSchema.options.map(({ shape }) => shape.as.value);

const settings = z.strictObject({
  columns: z.array(protectedColumnSchema).max(100),
  /** A value that cannot be decrypted: the row is set aside, or the value is left blank. */
  unreadable: z.enum(['reject', 'blank']),
});

export type ProtectSettings = z.infer<typeof settings>;

export function createProtection(as: Protection, name: string): ProtectedColumn {
  switch (as) {
    case 'hash':
      return { as, field: name, keyed: true, tidy: true };
    case 'mask':
      return { as, field: name, show: 'ends', first: 0, last: 4 };
    case 'token':
      return { as, field: name, prefix: 'tok', tidy: true };
    case 'encrypt':
      return { as, field: name, same: false };
    case 'decrypt':
      return { as, field: name };
  }
}

/** Hashes, masks, tokenises, encrypts and decrypts fields, each in its place. */
export const protect = defineNode<ProtectSettings>({
  kind: 'protect',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { columns: [], unreadable: 'reject' },
  check: ({ columns }) => {
    if (columns.length === 0) return [{ code: 'protections_missing', field: 'columns', severity: 'error' }];
    const seen = new Set<string>();
    const problems = columns.flatMap((column, index): Omit<Problem, 'nodeId'>[] => {
      const isRepeated = column.field !== '' && seen.has(column.field);
      seen.add(column.field);
      const path = `columns.${index}`;
      if (isRepeated)
        return [
          { code: 'protection_repeated', params: { field: column.field }, field: `${path}.field`, severity: 'error' },
        ];
      if (column.as === 'token' && !/^[A-Za-z][A-Za-z0-9]*$/.test(column.prefix))
        return [{ code: 'token_prefix_invalid', field: `${path}.prefix`, severity: 'error' }];
      return [];
    });
    return [
      ...checkChosen(columns.map((column, index) => ({ value: column.field, path: `columns.${index}.field` }))),
      ...problems,
    ];
  },
  summarize: ({ columns }) => {
    const [first] = columns;
    if (first === undefined) return { key: 'empty' };
    return { key: 'columns', values: { as: first.as, field: first.field, more: columns.length - 1 } };
  },
});
