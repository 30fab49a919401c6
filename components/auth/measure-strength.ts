export const minPasswordLength = 10;

export type Strength = 0 | 1 | 2 | 3 | 4;

const bitLimits = [40, 55, 75];
const commonStarts = /^(password|contrase|qwerty|asdf|1234|abcd|letmein|admin|welcome|telar)/i;

/**
 * A rough guess at how hard a password is to guess, 0 (too short) to 4: by length and variety,
 * with repeated characters, sequences and well-known starts counting little.
 */
export function measureStrength(password: string): Strength {
  if (password.length < minPasswordLength) return 0;
  const characters = [...password];
  const fresh = characters.filter((character, index) => {
    const previous = characters[index - 1];
    return previous === undefined || Math.abs(character.charCodeAt(0) - previous.charCodeAt(0)) > 1;
  });
  const variety = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  const distinct = new Set(characters).size;
  const counted = Math.min(fresh.length, distinct * 2) - (commonStarts.test(password) ? 7 : 0);
  const bits = Math.max(counted, 0) * (3 + variety * 0.6);
  return (1 + bitLimits.filter((limit) => bits >= limit).length) as Strength;
}
