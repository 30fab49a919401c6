import { describe, expect, it } from 'vitest';
import { formatCell } from './format-cell.ts';

describe('formatCell', () => {
  it.each([
    [null, 'text', null],
    ['', 'text', ''],
    ['499.9900000000', 'decimal', '499.99'],
    ['100.0000000000', 'decimal', '100'],
    ['1200', 'decimal', '1200'],
    ['2026-03-28T02:30:00.000Z', 'datetime', '2026-03-28 02:30:00'],
    [{ a: [1] }, 'json', '{"a":[1]}'],
    [false, 'boolean', 'false'],
    ['01001', 'text', '01001'],
  ] as const)('writes %j of type %s as %j', (value, type, text) => {
    expect(formatCell(value, type)).toBe(text);
  });
});
