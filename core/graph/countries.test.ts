import { expect, it } from 'vitest';
import { countries, foldCountryName, listCountryNames } from './countries.ts';

it('has every country of the CLDR once, with codes that fit', () => {
  expect(new Set(countries.map(({ code }) => code)).size).toBe(countries.length);
  expect(new Set(countries.map(({ alpha3 }) => alpha3)).size).toBe(countries.length);
  const wrong = countries.filter(
    ({ code, alpha3, callingCode, trunkPrefix }) =>
      !/^[A-Z]{2} [A-Z]{3} [1-9]\d{0,2} (|0|1|8|01|06)$/.test(`${code} ${alpha3} ${callingCode} ${trunkPrefix}`),
  );
  expect(wrong).toEqual([]);
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const regions = letters.flatMap((first) => letters.map((second) => first + second)).filter((code) => names.of(code));
  // Regions of the CLDR that are no countries, are reserved, or have neither people nor phones.
  const others =
    'AC AN AQ BU BV CP CQ CS DD DG DY EA EU EZ FX GS HM HV IC JT MI NH NQ NT PC PN PU PZ QO QU RH SU TA TF TP UK UM UN VD WK XA XB YD YU ZR ZZ'.split(
      ' ',
    );
  const known = new Set([...countries.map(({ code }) => code), ...others]);
  expect(regions.filter((code) => !known.has(code))).toEqual([]);
});

it('finds countries by names in both languages, codes and common ways', () => {
  const names = listCountryNames();
  const find = (name: string) => names.get(foldCountryName(name));
  expect(['Spain', 'España', 'ESP', 'es', 'EE. UU.', 'Côte d’Ivoire', 'uk', 'Atlantis'].map(find)).toEqual([
    'ES',
    'ES',
    'ES',
    'ES',
    'US',
    'CI',
    'GB',
    undefined,
  ]);
});
