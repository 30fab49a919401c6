import { z } from 'zod';
import { checkChosen, checkNames } from '../check-names.ts';
import { defineNode } from '../node-definition.ts';

/** What an e-mail address tells by itself. */
const emailFacts = ['email_domain', 'company_domain', 'free_mail', 'role_address'] as const;

/** What is known of a country, by its code or its name in English or Spanish. */
const countryFactNames = [
  'country_code',
  'country_name',
  'country_name_es',
  'continent',
  'sales_region',
  'eea',
  'calling_code',
  'currency',
] as const;

export const factNames = [...emailFacts, ...countryFactNames] as const;

export type FactName = (typeof factNames)[number];

const name = z.string().max(200);

const settings = z.strictObject({
  columns: z.array(z.strictObject({ field: name, fact: z.enum(factNames), name })).max(100),
});

export type EnrichSettings = z.infer<typeof settings>;

export function isEmailFact(fact: FactName): boolean {
  return (emailFacts as readonly FactName[]).includes(fact);
}

/** Adds columns with what e-mail addresses and countries tell, from tables that Telar has; nothing is asked of anyone. */
export const enrich = defineNode<EnrichSettings>({
  kind: 'enrich',
  category: 'transform',
  inputs: [{ id: 'rows', required: true }],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { columns: [] },
  check: ({ columns }) => {
    if (columns.length === 0) return [{ code: 'enrichments_missing', field: 'columns', severity: 'error' }];
    return [
      ...checkChosen(columns.map(({ field }, index) => ({ value: field, path: `columns.${index}.field` }))),
      ...checkNames(columns.map((column, index) => ({ name: column.name, path: `columns.${index}.name` }))),
    ];
  },
  summarize: ({ columns }) =>
    columns.length === 0
      ? { key: 'empty' }
      : { key: 'columns', values: { names: columns.map((column) => column.name).join(', ') || '…' } },
});
