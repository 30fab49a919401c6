import { describe, expect, it } from 'vitest';
import { nodeKinds } from '#core/graph/graph.ts';
import { listNodeDefinitions } from '#core/graph/node-registry.ts';
import { loadMessages } from '#messages/load-messages.ts';
import { searchKinds } from './search-kinds.ts';

function entriesIn(locale: 'en' | 'es') {
  const { nodes } = loadMessages(locale);
  return listNodeDefinitions().map(({ kind, category }) => {
    const { name, description, keywords } = nodes[kind];
    return { kind, category, name, description, keywords: keywords.split(',').map((word) => word.trim()) };
  });
}

describe('searchKinds', () => {
  it.each([
    ['en', 'filter', 'filter'],
    ['en', 'where', 'filter'],
    ['en', 'duplicates', 'deduplicate'],
    ['en', 'average by month', 'aggregate'],
    ['en', 'cron', 'schedule-trigger'],
    ['en', 'csv upload', 'file-source'],
    ['en', 'FILTRAR', 'filter'],
    ['en', 'vlookup', 'lookup'],
    ['en', 'text to columns', 'split'],
    ['en', 'pivot table', 'pivot'],
    ['en', 'running total', 'window'],
    ['en', 'order lines', 'explode'],
    ['es', 'buscarv', 'lookup'],
    ['es', 'tabla dinamica', 'pivot'],
    ['es', 'columnas a filas', 'unpivot'],
    ['es', 'aleatorio', 'sample'],
    ['es', 'condicion', 'filter'],
    ['es', 'agrupar', 'aggregate'],
    ['es', 'upload', 'file-source'],
    ['es', 'boton', 'manual-trigger'],
  ] as const)('finds in %s for "%s" first %s', (locale, query, kind) => {
    expect(searchKinds(entriesIn(locale), query)[0]?.kind).toBe(kind);
  });

  it('puts a name before a synonym that fits as well', () => {
    const entry = (kind: 'sort' | 'split', name: string, keywords: string[]) => ({
      ...{ kind, category: 'transform' as const, name, description: '', keywords },
    });
    const entries = [entry('sort', 'Sort', ['first of each']), entry('split', 'Keep each of the first', [])];
    expect(searchKinds(entries, 'first of each').map(({ kind }) => kind)).toEqual(['split', 'sort']);
  });

  it('offers everything for nothing, and nothing for what no step does', () => {
    expect(searchKinds(entriesIn('en'), ' ')).toHaveLength(nodeKinds.length);
    expect(searchKinds(entriesIn('en'), 'qwertyuiop')).toEqual([]);
  });
});
