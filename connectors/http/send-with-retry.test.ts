import { describe, expect, it } from 'vitest';
import { heldBackCodes } from '#connectors/kit/held-back.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { sendWithRetry } from './send-with-retry.ts';

/** How often a request that fails with the error is sent. */
async function countAttempts(error: TelarError): Promise<number> {
  let attempts = 0;
  const request = async () => {
    attempts += 1;
    throw error;
  };
  const sent = sendWithRetry({ request }, { method: 'GET', url: 'https://api.example.com' }, { sleep: async () => {} });
  await expect(sent).rejects.toBe(error);
  return attempts;
}

describe('a request without an answer', () => {
  it('is repeated while the failure may pass', async () => {
    expect(await countAttempts(new TelarError('egress_timeout', { retryable: true }))).toBe(5);
    expect(await countAttempts(new TelarError('egress_certificate'))).toBe(1);
  });

  it.each([...heldBackCodes])('is not repeated when it was held back: %s', async (code) => {
    expect(await countAttempts(new TelarError(code, { retryable: true }))).toBe(1);
  });
});
