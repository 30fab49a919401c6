import { describe, expect, it } from 'vitest';
import { graphSchema } from '#core/graph/graph.ts';
import { validateGraph } from '#core/graph/validate-graph.ts';
import { createSamplePipeline } from './sample-pipeline.ts';

describe('createSamplePipeline', () => {
  const graph = createSamplePipeline({ source: 'Contacts', filter: 'Has', deduplicate: 'One', target: 'File' });

  it('is a valid graph that nothing keeps from running', () => {
    expect(graphSchema.parse(graph)).toEqual(graph);
    expect(validateGraph(graph)).toEqual([]);
  });

  it('runs from left to right without overlapping nodes', () => {
    const columns = graph.nodes.map(({ position }) => position.x);
    expect(columns.every((x, index) => index === 0 || x - (columns[index - 1] ?? 0) >= 280)).toBe(true);
  });
});
