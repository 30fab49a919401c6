import { z } from 'zod';
import type { Locale } from '#core/contracts/identity.ts';
import { TelarError } from '#core/platform/telar-error.ts';

const maxDepth = 64;
const localeErrors = { en: z.locales.en().localeError, es: z.locales.es().localeError };

/**
 * The request's JSON body in the shape of the schema. Throws `body_too_large` (413), `body_invalid` (400)
 * or `input_invalid` (422) with the first field that does not fit and why, in the reader's language.
 */
export async function readJsonBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  locale: Locale,
  maxBytes: number,
): Promise<z.output<Schema>> {
  const value = parseJson(await readText(request, maxBytes));
  if (!isStorable(value, maxDepth)) throw new TelarError('body_invalid');
  return parseInput(value, schema, locale);
}

/** The value in the shape of the schema, else `input_invalid` (422). */
export function parseInput<Schema extends z.ZodType>(value: unknown, schema: Schema, locale: Locale): z.output<Schema> {
  const result = schema.safeParse(value, { error: localeErrors[locale] });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new TelarError('input_invalid', {
    params: { field: field || 'JSON', detail: issue?.message ?? '', ...(issue && describeIssue(issue)) },
    field,
    status: 422,
  });
}

/** What is wrong, for the sentences that have words of their own. */
function describeIssue(issue: z.core.$ZodIssue): { problem: string; limit: number } {
  const isText = 'origin' in issue && issue.origin === 'string';
  if (issue.code === 'too_small' && isText) {
    return { problem: Number(issue.minimum) === 1 ? 'empty' : 'short', limit: Number(issue.minimum) };
  }
  if (issue.code === 'too_big' && isText) return { problem: 'long', limit: Number(issue.maximum) };
  if (issue.code === 'invalid_format' && issue.format === 'email') return { problem: 'email', limit: 0 };
  return { problem: 'other', limit: 0 };
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new TelarError('body_too_large', { params: { maxKilobytes: Math.floor(maxBytes / 1024) }, status: 413 });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch (cause) {
    throw new TelarError('body_invalid', { cause });
  }
}

/** Whether PostgreSQL can store it: no NUL, no halves of characters, no endless nesting. */
function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.entries(value).every(([key, item]) => isStorable(key, 0) && isStorable(item, depth - 1));
}
