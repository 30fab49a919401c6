import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { locales } from '#core/contracts/identity.ts';
import { connectionRefusals } from '#core/graph/can-connect.ts';
import { fieldTypes } from '#core/graph/field-type.ts';
import { listNodeDefinitions } from '#core/graph/node-registry.ts';
import { loadMessages } from '#messages/load-messages.ts';

/** Codes as they are written in the source, so that a new one without a text is noticed here. */
function listCodes(pattern: RegExp): string[] {
  const files = globSync('core/{graph,compiler}/**/*.ts').filter((file) => !file.endsWith('.test.ts'));
  const found = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, code]) => code ?? ''),
  );
  return [...new Set(found)];
}

const problemCodes = [
  ...listCodes(/(?:code: |problem\(|report\(node, )'([a-z_]+)'/g),
  'address_missing',
  'address_invalid',
  'schedule_cron',
  'schedule_time_zone',
  'cast_failed',
];

const errorCodes = [...listCodes(/new TelarError\('([a-z_]+)'/g), ...connectionRefusals];

it.each(locales)('every problem, error and node kind has its text in %s', (locale) => {
  const { problems, errors, nodes } = loadMessages(locale);
  expect(problemCodes).toContain('cycle');
  expect(errorCodes).toContain('command_unknown');
  expect(problemCodes.filter((code) => !(code in problems))).toEqual([]);
  expect(errorCodes.filter((code) => !(code in errors) && !(code in problems))).toEqual([]);
  const texts: Record<string, { ports?: Record<string, string>; summary: Record<string, string> }> = nodes;
  const missingPorts = listNodeDefinitions().flatMap(({ kind, inputs, outputs }) =>
    [...inputs, ...outputs]
      .filter(({ id, name }) => name === undefined && texts[kind]?.ports?.[id] === undefined)
      .map(({ id }) => `${kind}.${id}`),
  );
  expect(missingPorts).toEqual([]);
  const missingSummaries = listNodeDefinitions().flatMap(({ kind, defaults, summarize }) =>
    texts[kind]?.summary[summarize(defaults).key] === undefined ? [kind] : [],
  );
  expect(missingSummaries).toEqual([]);
});

it('names every field type in the texts that mention one', () => {
  const named = Object.values(loadMessages('en').problems).filter((text) => /\{type, select, text/.test(text));
  expect(named.length).toBeGreaterThan(0);
  const types = fieldTypes.filter((type) => type !== 'json');
  expect(named.filter((text) => !types.every((type) => text.includes(`${type} {`)))).toEqual([]);
});
