import { z } from 'zod';
import { checkChosen, checkNames } from '../check-names.ts';
import { defineNode } from '../node-definition.ts';

const name = z.string().max(200);
const code = z.string().max(3);
/** A field that holds ISO 4217 codes, or one code for every row; the field counts where both are given. */
const currencySchema = z.strictObject({ field: name, code });

const settings = z.strictObject({
  amount: name,
  from: currencySchema,
  to: currencySchema,
  /** The day whose rate counts; empty: the day of the run. */
  date: name,
  /** One unit of `from` is `rate` units of `to`. Without `from`, every rate is of one unit of `base`. */
  rates: z.strictObject({ date: name, from: name, to: name, rate: name, base: code }),
  /** A rate of that day, else the newest one at most so many days older; null: however old. */
  maxAgeDays: z.number().int().min(0).max(36_500).nullable(),
  rounding: z.enum(['half_even', 'half_up']),
  /** Null: as many as the currency has. */
  decimals: z.number().int().min(0).max(10).nullable(),
  /** Where there is no rate: the amount is left blank, or the row is set aside. */
  missing: z.enum(['blank', 'reject']),
  name,
  /** Columns with the rate and its day; empty: none. */
  rateName: name,
  rateDateName: name,
});

export type CurrencySettings = z.infer<typeof settings>;

/** Converts amounts by a table of rates, through a base currency where the table has no rate for the pair. */
export const currency = defineNode<CurrencySettings>({
  kind: 'currency',
  category: 'transform',
  inputs: [
    { id: 'rows', required: true },
    { id: 'rates', required: true, consulted: true },
  ],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: {
    amount: '',
    from: { field: '', code: '' },
    to: { field: '', code: 'EUR' },
    date: '',
    rates: { date: '', from: '', to: '', rate: '', base: 'EUR' },
    maxAgeDays: 7,
    rounding: 'half_even',
    decimals: null,
    missing: 'blank',
    name: '',
    rateName: '',
    rateDateName: '',
  },
  check: ({ amount, from, to, rates, name: resultName, rateName, rateDateName }) => {
    const chosen = [
      { value: amount, path: 'amount' },
      { value: rates.date, path: 'rates.date' },
      { value: rates.to, path: 'rates.to' },
      { value: rates.rate, path: 'rates.rate' },
    ];
    const codes = [
      { ...from, path: 'from.code' },
      { ...to, path: 'to.code' },
      { field: '', code: rates.base, path: 'rates.base' },
    ];
    const wrong = codes.filter((each) => each.field === '' && !/^[A-Za-z]{3}$/.test(each.code));
    const extra = [
      { name: rateName, path: 'rateName' },
      { name: rateDateName, path: 'rateDateName' },
    ];
    return [
      ...checkChosen(chosen),
      ...wrong.map(({ path }) => ({ code: 'currency_missing', field: path, severity: 'error' as const })),
      ...checkNames([{ name: resultName, path: 'name' }, ...extra.filter((each) => each.name !== '')]),
    ];
  },
  summarize: ({ amount, to }) =>
    amount === '' ? { key: 'empty' } : { key: 'amount', values: { amount, to: to.field || to.code } },
});
