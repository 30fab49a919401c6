import { createHash, randomBytes } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import { TelarError } from '#core/platform/telar-error.ts';
import { formatKeyRing, type KeyRing, parseKeyRing } from './key-ring.ts';

/*
 * A share is one line: telar-share.<set>.<threshold>.<base64url>.<checksum>
 * Shares of one set belong together. Any `threshold` of them give the key ring, fewer give nothing: each byte is a point of
 * a random polynomial over GF(256), Shamir, "How to share a secret", 1979. What is split begins with its own SHA-256.
 */

const prefix = 'telar-share';
const digestBytes = 32;

export interface SharePlan {
  readonly shares: number;
  readonly threshold: number;
}

/** Splits the ring. Throws `shares_plan_invalid` unless 2 ≤ threshold ≤ shares ≤ 255. */
export async function splitKeyRing(ring: KeyRing, { shares, threshold }: SharePlan): Promise<string[]> {
  const isPossible = Number.isInteger(shares) && Number.isInteger(threshold);
  if (!isPossible || threshold < 2 || threshold > shares || shares > 255) throw new TelarError('shares_plan_invalid');
  const text = Buffer.from(formatKeyRing(ring));
  const points = await split(new Uint8Array(Buffer.concat([digest(text), text])), shares, threshold);
  const set = randomBytes(4).toString('hex');
  return points.map((point) => {
    const share = `${prefix}.${set}.${threshold}.${Buffer.from(point).toString('base64url')}`;
    return `${share}.${checksum(share)}`;
  });
}

/**
 * The ring that was split. The same share twice counts once. Throws `share_invalid` naming the one that is mistyped,
 * `shares_mixed`, `shares_too_few`, or `shares_wrong` when they do not give a ring all the same.
 */
export async function combineShares(shares: readonly string[]): Promise<KeyRing> {
  const parsed = shares.map((share, index) => parseShare(share, index + 1));
  const [first] = parsed;
  if (first === undefined) throw new TelarError('shares_too_few', { params: { given: 0, needed: 2 } });
  const isMixed = parsed.some(({ set, threshold }) => set !== first.set || threshold !== first.threshold);
  if (isMixed) throw new TelarError('shares_mixed');
  const points = new Map(parsed.map(({ point }) => [point.toString('hex'), new Uint8Array(point)]));
  if (points.size < first.threshold)
    throw new TelarError('shares_too_few', { params: { given: points.size, needed: first.threshold } });
  try {
    const bytes = Buffer.from(await combine([...points.values()]));
    const text = bytes.subarray(digestBytes);
    if (!digest(text).equals(bytes.subarray(0, digestBytes))) throw new Error('Another digest');
    return parseKeyRing(text.toString());
  } catch {
    throw new TelarError('shares_wrong');
  }
}

function parseShare(share: string, number: number) {
  const [, body = '', set = '', threshold = '', point = '', sum = ''] =
    /^(telar-share\.([0-9a-f]{8})\.(\d{1,3})\.([\w-]+))\.([0-9a-f]{8})$/.exec(share.trim()) ?? [];
  if (body === '' || checksum(body) !== sum) throw new TelarError('share_invalid', { params: { number } });
  return { set, threshold: Number(threshold), point: Buffer.from(point, 'base64url') };
}

function checksum(share: string): string {
  return digest(Buffer.from(share)).toString('hex', 0, 4);
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
