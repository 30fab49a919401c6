import { describe, expect, it } from 'vitest';
import { measureStrength } from './measure-strength.ts';

describe('measureStrength', () => {
  it.each([
    ['short', 0],
    ['1234567890', 1],
    ['aaaaaaaaaaaa', 1],
    ['password2026', 1],
    ['horse-battery', 2],
    ['Horse7battery!x', 3],
    ['correct horse battery staple', 4],
  ])('%j → %i', (password, strength) => {
    expect(measureStrength(password)).toBe(strength);
  });
});
