import { describe, expect, it } from 'vitest';
import { createSignInThrottle } from './sign-in-throttle.ts';

function attempt(times: number, run: (index: number) => void): number {
  let allowed = 0;
  for (let index = 0; index < times; index += 1) {
    try {
      run(index);
      allowed += 1;
    } catch {
      // Refused: not counted.
    }
  }
  return allowed;
}

describe('createSignInThrottle', () => {
  it('refuses the ninth guess at an account from one address, until a quarter of an hour has passed', () => {
    let now = 0;
    const throttle = createSignInThrottle(() => now);
    expect(attempt(20, () => throttle.begin('ana@example.com', '10.0.0.1'))).toBe(8);
    expect(attempt(1, () => throttle.begin('ana@example.com', '10.0.0.2'))).toBe(1);
    now += 15 * 60_000;
    expect(attempt(20, () => throttle.begin('ana@example.com', '10.0.0.1'))).toBe(8);
  });

  it('bounds guesses at one account from made-up addresses, and at many accounts from one', () => {
    const throttle = createSignInThrottle(() => 0);
    expect(attempt(200, (index) => throttle.begin('ana@example.com', `10.0.0.${index}`))).toBe(40);
    expect(attempt(200, (index) => throttle.begin(`user${index}@example.com`, '10.1.0.1'))).toBe(80);
  });

  it('does not count attempts that succeed', () => {
    const throttle = createSignInThrottle(() => 0);
    const signIn = () => {
      throttle.begin('ana@example.com', '10.0.0.1');
      throttle.succeed('ana@example.com', '10.0.0.1');
    };
    expect(attempt(200, signIn)).toBe(200);
  });
});
