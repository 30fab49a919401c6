import { describe, expect, it } from 'vitest';
import { matchWords } from './match-words.ts';

describe('matchWords', () => {
  it.each([
    ['Nuevos contactos de España', 'espana', true],
    ['Nuevos contactos de España', 'cont nue', true],
    ['Nuevos contactos de España', 'tactos', false],
    ['web_events-daily', 'daily', true],
    ['Go to “File”', 'go file', true],
    ['Anything', '', true],
  ])('in %j finds %j: %s', (text, typed, found) => {
    expect(matchWords(text, typed)).toBe(found);
  });
});
