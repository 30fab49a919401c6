import { combine, split } from 'shamir-secret-sharing';
import { describe, expect, it } from 'vitest';
import { generateKey } from './key-ring.ts';
import { combineShares, splitKeyRing } from './key-shares.ts';

const ring = new Map([
  [1, generateKey()],
  [2, generateKey()],
]);
const codeOf = (shares: readonly string[]) => combineShares(shares).then(String, (error: Error) => error.message);

/** Every way to choose `size` of the items. */
function choose<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => choose(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

describe('shares of a key ring', () => {
  it('give it back, any three of five, in any order and with one too many', async () => {
    const shares = await splitKeyRing(ring, { shares: 5, threshold: 3 });
    for (const three of choose(shares, 3)) expect(await combineShares(three.toReversed())).toEqual(ring);
    expect(await combineShares(shares)).toEqual(ring);
  });

  it('are refused when there are too few, mistyped, of two sets, or not shares', async () => {
    const shares = await splitKeyRing(ring, { shares: 5, threshold: 3 });
    const others = await splitKeyRing(ring, { shares: 5, threshold: 3 });
    for (const two of choose(shares, 2)) expect(await codeOf(two)).toBe('shares_too_few');
    expect(await codeOf([shares[0]!, shares[0]!, shares[1]!])).toBe('shares_too_few');
    expect(await codeOf([])).toBe('shares_too_few');
    expect(await codeOf([...shares.slice(0, 2), others[2]!])).toBe('shares_mixed');
    const [first = ''] = shares;
    const mistyped = first.slice(0, 40) + (first[40] === 'A' ? 'B' : 'A') + first.slice(41);
    await expect(combineShares([shares[1]!, mistyped])).rejects.toMatchObject({
      code: 'share_invalid',
      params: { number: 2 },
    });
    expect(await codeOf(['hello'])).toBe('share_invalid');
  });

  it('say themselves wrong when a forged threshold lets too few through', async () => {
    const { createHash } = await import('node:crypto');
    const shares = await splitKeyRing(ring, { shares: 5, threshold: 3 });
    const forged = shares.slice(0, 2).map((share) => {
      const body = share.slice(0, -9).replace(/^(telar-share\.\w+)\.3\./, '$1.2.');
      return `${body}.${createHash('sha256').update(body).digest('hex').slice(0, 8)}`;
    });
    expect(await codeOf(forged)).toBe('shares_wrong');
  });

  it.each([
    { shares: 5, threshold: 1 },
    { shares: 2, threshold: 3 },
    { shares: 256, threshold: 3 },
    { shares: 3.5, threshold: 2 },
    { shares: Number.NaN, threshold: 2 },
  ])('are not made as %j', async (plan) => {
    await expect(splitKeyRing(ring, plan)).rejects.toThrow('shares_plan_invalid');
  });

  it('tell nothing when one is missing: every secret fits the others equally well', async () => {
    const points = await split(Uint8Array.of(0x5a), 5, 3);
    for (const [one, two, three] of choose(points, 3)) {
      const possible = new Set<number>();
      for (let value = 0; value < 256; value += 1) {
        const [secret] = await combine([one!, two!, Uint8Array.of(value, three!.at(-1)!)]);
        possible.add(secret!);
      }
      expect(possible.size).toBe(256);
    }
  });
});
