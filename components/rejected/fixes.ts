import type { RejectedChange, RejectedRow } from '#core/contracts/rejected.ts';

/** A new value; null is blank, undefined the value as it came. */
export type Fix = string | null | undefined;

interface CellChange {
  readonly row: number;
  readonly column: string;
  readonly before: Fix;
  readonly after: Fix;
}

/** What is taken back as one. */
export type FixStep = readonly CellChange[];

/** What a person has changed since the rows were read, and what of it the server does not have yet. */
export interface Fixes {
  /** New values by row and column; a column that is there with undefined has its original value back. */
  readonly cells: ReadonlyMap<number, Readonly<Record<string, Fix>>>;
  readonly unsaved: ReadonlyMap<number, Readonly<Record<string, Fix>>>;
  readonly done: readonly FixStep[];
  readonly undone: readonly FixStep[];
}

export const noFixes: Fixes = { cells: new Map(), unsaved: new Map(), done: [], undone: [] };

/** The new value of a cell, undefined where it has none. */
export function fixOf({ cells }: Fixes, row: RejectedRow, column: string): Fix {
  const own = cells.get(row.row);
  if (own !== undefined && Object.hasOwn(own, column)) return own[column];
  return row.edits[column];
}

/** Adds a step; `isSaved`: the server made it. */
export function addStep(fixes: Fixes, step: FixStep, isSaved = false): Fixes {
  if (step.length === 0) return fixes;
  return { ...write(fixes, step, 'after', isSaved), done: [...fixes.done, step], undone: [] };
}

export function undoStep(fixes: Fixes): Fixes {
  const step = fixes.done.at(-1);
  if (step === undefined) return fixes;
  return { ...write(fixes, step, 'before', false), done: fixes.done.slice(0, -1), undone: [...fixes.undone, step] };
}

export function redoStep(fixes: Fixes): Fixes {
  const step = fixes.undone.at(-1);
  if (step === undefined) return fixes;
  return { ...write(fixes, step, 'after', false), done: [...fixes.done, step], undone: fixes.undone.slice(0, -1) };
}

function write(fixes: Fixes, step: FixStep, side: 'before' | 'after', isSaved: boolean): Fixes {
  const put = (into: Map<number, Readonly<Record<string, Fix>>>) => {
    for (const change of step) into.set(change.row, { ...into.get(change.row), [change.column]: change[side] });
    return into;
  };
  return {
    ...fixes,
    cells: put(new Map(fixes.cells)),
    unsaved: isSaved ? fixes.unsaved : put(new Map(fixes.unsaved)),
  };
}

const maxRowsAtOnce = 1000;

/** The first of what is not saved, as the server takes it, and what then is still unsaved. */
export function takeUnsaved(unsaved: Fixes['unsaved']): { change: RejectedChange; taken: Fixes['unsaved'] } {
  const taken = new Map([...unsaved].slice(0, maxRowsAtOnce));
  const rows = [...taken].map(([row, values]) => {
    const entries = Object.entries(values);
    const set = Object.fromEntries(entries.filter((entry): entry is [string, string | null] => entry[1] !== undefined));
    const unset = entries.flatMap(([column, value]) => (value === undefined ? [column] : []));
    return { row, set, unset };
  });
  return { change: { rows }, taken };
}

/** What is still unsaved once `saved` is; cells that were changed meanwhile stay. */
export function dropSaved(unsaved: Fixes['unsaved'], saved: Fixes['unsaved']): Fixes['unsaved'] {
  const left = new Map<number, Readonly<Record<string, Fix>>>();
  for (const [row, values] of unsaved) {
    const known = saved.get(row) ?? {};
    const news = Object.entries(values).filter(
      ([column, value]) => !Object.hasOwn(known, column) || known[column] !== value,
    );
    if (news.length > 0) left.set(row, Object.fromEntries(news));
  }
  return left;
}
