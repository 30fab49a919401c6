import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkPattern } from './check-pattern.ts';
import { fuzzFactor } from './generate-formula.test-kit.ts';

let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run("CREATE TABLE texts AS SELECT unnest(['', 'abc', 'ES-28001', 'ñ']) AS value");
});

describe('checkPattern', () => {
  it.each([
    ['^[A-Z]{2}-\\d{5}$', 0],
    ['(?i)(a|b)(?:c)+?', 1],
    ['[^\\s,;\\]-]+', 0],
    ['\\p{L}{2,30}', 0],
    ['utm_(source|medium)=([^&]*)', 2],
  ])('accepts %s', (pattern, groups) => {
    expect(checkPattern(pattern)).toEqual({ groups });
  });

  it.each([
    ['(', 2],
    [')', 1],
    ['a**', 3],
    ['*a', 1],
    ['a{3,2}', 2],
    ['[z-a]', 5],
    ['[]', 2],
    ['(?=a)', 2],
    ['(?<name>a)', 2],
    ['(a)\\1', 4],
    ['\\', 1],
    ['\\p{Nope}', 1],
  ])('refuses %s at %i', (pattern, position) => {
    expect(checkPattern(pattern)).toEqual({ code: 'pattern_invalid', params: { position } });
  });

  it.each([
    '\\p{L}{1000}',
    '(a{100}){100}',
    `${'(?:'.repeat(30)}a${')'.repeat(30)}`,
    'a'.repeat(501),
    '((.{30}){30}x){30}',
  ])('refuses the size of %s', (pattern) => {
    expect(checkPattern(pattern)).toHaveProperty('code', 'pattern_too_big');
  });

  it('accepts nothing that the engine refuses', { timeout: 600_000 }, async () => {
    const random = seededRandom(7);
    const pieces = [
      ...'ab.^$|()[]{}*+?\\-,19é ',
      '(?:',
      '(?i)',
      '[^',
      '\\d',
      '\\W',
      '\\b',
      '\\p{L}',
      '\\PZ',
      '\\x41',
      '{2}',
      '{1,}',
      '{,3}',
      '{0,166}',
      '{1000}',
      '[a-z]',
      '\\pN',
      '[[:alpha:]]',
      '[\\p{Lu}-]',
      '\\Q',
      '\\z',
      '(a)',
      '??',
    ];
    let accepted = 0;
    for (let index = 0; index < 3_000 * fuzzFactor; index += 1) {
      const length = 1 + Math.floor(random() * 8);
      const pattern = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join('');
      if ('code' in checkPattern(pattern)) continue;
      accepted += 1;
      await connection
        .run('SELECT count(*) FROM texts WHERE regexp_matches(value, $1::VARCHAR)', [pattern])
        .catch((error: Error) => expect.fail(`${pattern}: ${error.message}`));
    }
    expect(accepted).toBeGreaterThan(300 * fuzzFactor);
    const heaviest = ['\\p{L}{166}', '[^\\p{L}\\p{N}]{80}', '(?i)(?:\\p{L}.){140}', '.{900}', '(?:\\w{30}){30}'];
    for (const pattern of heaviest.filter((candidate) => 'groups' in checkPattern(candidate)))
      await connection.run('SELECT count(*) FROM texts WHERE regexp_matches(value, $1::VARCHAR)', [pattern]);
  });
});

/** Mulberry32: the same numbers in [0, 1) for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
