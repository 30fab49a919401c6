import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTooltipTimer } from './tooltip-timer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Two elements and what is shown beside them. */
function prepare() {
  const [first, second] = [{}, {}] as [HTMLElement, HTMLElement];
  const shown: (HTMLElement | null)[] = [];
  const timer = createTooltipTimer<{ element: HTMLElement }>((tip) => shown.push(tip?.element ?? null));
  return { first, second, shown, timer };
}

test('comes after a moment, and not at all to somebody who passes by', () => {
  const { first, shown, timer } = prepare();
  timer.point({ element: first });
  timer.leave(first);
  vi.advanceTimersByTime(1000);
  expect(shown).toEqual([]);
  timer.point({ element: first });
  vi.advanceTimersByTime(300);
  expect(shown).toEqual([first]);
});

test('comes at once after another, which a late leave does not take away', () => {
  const { first, second, shown, timer } = prepare();
  timer.point({ element: first });
  vi.advanceTimersByTime(300);
  timer.point({ element: second });
  timer.leave(first);
  vi.advanceTimersByTime(1000);
  expect(shown).toEqual([first, second]);
});

test('stays while the pointer is in it, and goes when that leaves', () => {
  const { first, shown, timer } = prepare();
  timer.point({ element: first });
  vi.advanceTimersByTime(300);
  timer.leave(first);
  timer.stay();
  vi.advanceTimersByTime(1000);
  expect(shown).toEqual([first]);
  timer.leave(first);
  vi.advanceTimersByTime(100);
  expect(shown).toEqual([first, null]);
});
