import { expect, it } from 'vitest';
import { countries } from './countries.ts';
import { countryFacts } from './country-facts.ts';
import { freeMailDomains } from './free-mail-domains.ts';

const count = (keep: (facts: NonNullable<ReturnType<typeof countryFacts.get>>) => boolean) =>
  [...countryFacts.values()].filter(keep).length;

it('knows every country once', () => {
  expect([...countryFacts.keys()].toSorted()).toEqual(countries.map(({ code }) => code).toSorted());
});

it('gives currencies that the runtime knows, and the countries that are in the Economic Area', () => {
  // Newer than the names that some runtimes have.
  const known = new Set([...Intl.supportedValuesOf('currency'), 'XCG', 'ZWG']);
  expect([...countryFacts.values()].map(({ currency }) => currency).filter((currency) => !known.has(currency))).toEqual(
    [],
  );
  // Thirty states, Åland, and the six outermost regions that have codes of their own.
  expect(count(({ isInEea }) => isInEea)).toBe(30 + 1 + 6);
  expect(count(({ currency, isInEea }) => currency === 'EUR' && isInEea)).toBe(21 + 1 + 6);
});

it('lists domains of mail once, in lower case', () => {
  expect(new Set(freeMailDomains).size).toBe(freeMailDomains.length);
  expect(freeMailDomains.filter((domain) => !/^[a-z0-9-]+(\.[a-z]+)+$/.test(domain))).toEqual([]);
});
