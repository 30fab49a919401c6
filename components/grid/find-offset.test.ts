import { describe, expect, it } from 'vitest';
import { findOffset } from './find-offset.ts';

const view = { offset: 0, width: 500, covered: 100 };
const span = (start: number) => ({ start, end: start + 100 });

describe('findOffset', () => {
  it('stays where all is in sight', () => {
    expect(findOffset(view, [span(100), span(400)])).toBe(0);
    expect(findOffset({ ...view, offset: 250 }, [span(400)])).toBe(250);
  });

  it('goes no further than it has to', () => {
    expect(findOffset(view, [span(600)])).toBe(200);
    expect(findOffset({ ...view, offset: 900 }, [span(600)])).toBe(500);
    expect(findOffset(view, [span(400), span(600)])).toBe(200);
  });

  it('shows the first where not all fits', () => {
    expect(findOffset({ ...view, offset: 600 }, [span(100), span(900)])).toBe(0);
    expect(findOffset(view, [span(900), span(100)])).toBe(500);
  });

  it('shows the start of what is wider than the view', () => {
    expect(findOffset(view, [{ start: 700, end: 1400 }])).toBe(600);
  });
});
