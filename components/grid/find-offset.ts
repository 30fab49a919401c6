interface Span {
  readonly start: number;
  readonly end: number;
}

interface View {
  readonly offset: number;
  readonly width: number;
  /** What is covered at the start of it. */
  readonly covered: number;
}

/** The nearest offset at which all that is wanted is in sight; where not all fits, the first of it alone. */
export function findOffset({ offset, width, covered }: View, wanted: readonly Span[]): number {
  const [first] = wanted;
  if (first === undefined) return offset;
  const least = Math.max(...wanted.map(({ end }) => end)) - width;
  const most = Math.min(...wanted.map(({ start }) => start)) - covered;
  if (least <= most) return Math.max(least, Math.min(most, offset));
  return wanted.length > 1 ? findOffset({ offset, width, covered }, [first]) : most;
}
