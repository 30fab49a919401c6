import { z } from 'zod';
import { defineNode } from '../node-definition.ts';
import type { Problem } from '../problem.ts';

const field = z.string().max(200);

export const cleanedColumnSchema = z.discriminatedUnion('as', [
  /** `sameInbox`: ways of writing one Gmail address become one: without dots and what follows a plus. */
  z.strictObject({ as: z.literal('email'), field, sameInbox: z.boolean() }),
  /** Numbers without a country code are of `country` (ISO, two letters), or of the one in `countryField`. */
  z.strictObject({ as: z.literal('phone'), field, country: z.string().max(2), countryField: z.string().max(200) }),
  z.strictObject({ as: z.literal('name'), field }),
  z.strictObject({ as: z.literal('country'), field }),
  z.strictObject({ as: z.literal('url'), field }),
  /** Adds columns `utm_source`, `utm_medium`, `utm_campaign`, `utm_term` and `utm_content`. */
  z.strictObject({ as: z.literal('utm'), field }),
  z.strictObject({ as: z.literal('date'), field, order: z.enum(['dmy', 'mdy', 'ymd']), withTime: z.boolean() }),
  z.strictObject({ as: z.literal('number'), field, decimalSeparator: z.enum([',', '.']) }),
]);

export type CleanedColumn = z.infer<typeof cleanedColumnSchema>;
export type Cleaning = CleanedColumn['as'];

export const cleanings: readonly Cleaning[] = cleanedColumnSchema.options.map(({ shape }) => shape.as.value);

export const utmNames = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const;

const settings = z.strictObject({
  columns: z.array(cleanedColumnSchema).max(100),
  /** What cannot be read: the row is rejected, or the value is left blank and kept in a column of its own. */
  onFailure: z.enum(['reject', 'keep_original']),
});

export type CleanSettings = z.infer<typeof settings>;

export function createCleaning(as: Cleaning, name: string): CleanedColumn {
  switch (as) {
    case 'email':
      return { as, field: name, sameInbox: false };
    case 'phone':
      return { as, field: name, country: '', countryField: '' };
    case 'date':
      return { as, field: name, order: 'dmy', withTime: false };
    case 'number':
      return { as, field: name, decimalSeparator: ',' };
    default:
      return { as, field: name };
  }
}

/** Makes e-mails, phones, names, countries, addresses, dates and numbers uniform. */
export const clean = defineNode<CleanSettings>({
  kind: 'clean',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { columns: [], onFailure: 'keep_original' },
  check: ({ columns }) => {
    if (columns.length === 0) return [{ code: 'cleanings_missing', field: 'columns', severity: 'error' }];
    const seen = new Set<string>();
    return columns.flatMap((column, index): Omit<Problem, 'nodeId'>[] => {
      const problem = (code: string, setting: string, params = {}) => [
        { code, params, field: `columns.${index}.${setting}`, severity: 'error' as const },
      ];
      if (column.field === '') return problem('field_missing', 'field');
      const key = column.as === 'utm' ? 'utm' : column.field;
      const isRepeated = seen.has(key);
      seen.add(key);
      if (isRepeated) return problem('cleaning_repeated', 'field', { field: column.field });
      const lacksCountry = column.as === 'phone' && column.country === '' && column.countryField === '';
      return lacksCountry ? problem('cleaning_country_missing', 'country') : [];
    });
  },
  summarize: ({ columns }) =>
    columns.length === 0
      ? { key: 'empty' }
      : { key: 'columns', values: { names: columns.map(({ field }) => field).join(', ') } },
});
