import { expect, it } from 'vitest';
import { findJsonColumns } from './find-json-columns.ts';

it('finds what objects hold, at any depth, with the type that fits all of it', () => {
  const cells = [
    { id: 1, who: { name: 'Ana', 'a.b': true }, tags: ['x'], at: '2026-01-02' },
    '{"id":2.5,"who":null}',
    null,
    'x',
    7,
  ];
  expect(findJsonColumns(cells, [])).toEqual([
    { path: ['id'], name: 'id', type: 'number' },
    { path: ['who', 'name'], name: 'who name', type: 'text' },
    { path: ['who', 'a.b'], name: 'who a.b', type: 'boolean' },
    { path: ['tags'], name: 'tags', type: 'json' },
    { path: ['at'], name: 'at', type: 'text' },
  ]);
});

it('leaves out what is chosen already and keeps names apart', () => {
  const chosen = [{ path: ['a'], name: 'B', type: 'text' as const }];
  expect(findJsonColumns([{ a: 1, b: 2 }], chosen)).toEqual([{ path: ['b'], name: 'b 2', type: 'integer' }]);
});
