import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadMessages } from './load-messages.ts';

const files = globSync('{app,connectors,core,gateway,scripts,workers}/**/*.ts').filter(
  (file) => !file.includes('.test.'),
);

describe('every TelarError', () => {
  it('has a sentence for its code', () => {
    const thrown = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/TelarError\(\s*'(\w+)'/g)].map((match) => match[1] ?? ''),
    );
    const { errors, problems } = loadMessages('en');
    const known = new Set([...Object.keys(errors), ...Object.keys(problems)]);
    expect(thrown.length).toBeGreaterThan(20);
    expect([...new Set(thrown)].filter((code) => !known.has(code)).sort()).toEqual([]);
  });
});

describe('every reason to set a row aside', () => {
  it('has a sentence', () => {
    const sources = ['core/engine/load-source.ts', 'core/compiler/lower-scan.ts', 'core/compiler/nodes/select.ts'];
    const reasons = sources.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:THEN |ELSE |SELECT |sql`)'([a-z]+_[a-z_]+)'/g)].map(
        ([, code]) => code,
      ),
    );
    expect(reasons).toEqual(expect.arrayContaining(['cast_failed', 'row_too_short', 'json_invalid']));
    expect(Object.keys(loadMessages('en').errors)).toEqual(expect.arrayContaining(reasons));
  });
});
