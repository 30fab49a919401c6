import { z } from 'zod';

export const headerSchema = z.strictObject({ name: z.string().max(200), value: z.string().max(4000) });

/** `{…}` in addresses is not supported in paging URLs; everything variable is a query parameter. */
export const pagingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** The next address is in the answer: at a dotted path of the body, or in the Link header when the path is empty. */
  z.strictObject({ kind: z.literal('next-link'), path: z.string().max(200) }),
  /** A cursor at `path` of the body is sent back as the query parameter. */
  z.strictObject({ kind: z.literal('cursor'), path: z.string().max(200), parameter: z.string().max(100) }),
  z.strictObject({
    kind: z.literal('page'),
    parameter: z.string().max(100),
    firstPage: z.number().int().min(0),
    sizeParameter: z.string().max(100),
    size: z.number().int().min(1).max(10_000),
  }),
  z.strictObject({
    kind: z.literal('offset'),
    parameter: z.string().max(100),
    sizeParameter: z.string().max(100),
    size: z.number().int().min(1).max(10_000),
  }),
]);

export type Paging = z.infer<typeof pagingSchema>;

/** Null when the text is an absolute http(s) address or a path below a connection's base address. */
export function checkAddress(url: string, hasConnection: boolean): 'address_missing' | 'address_invalid' | null {
  if (url.trim() === '') return hasConnection ? null : 'address_missing';
  if (hasConnection && url.startsWith('/')) return null;
  if (!URL.canParse(url)) return 'address_invalid';
  return /^https?:$/.test(new URL(url).protocol) ? null : 'address_invalid';
}
