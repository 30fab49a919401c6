import type { Example, Piece } from './piece.ts';
import { quoteText } from './text-ways.ts';

/** A way through the examples: what has been written of each so far, and by which pieces. */
interface Path {
  readonly positions: readonly number[];
  readonly pieces: readonly Piece[];
  readonly cost: number;
  readonly endsInText: boolean;
  readonly hasField: boolean;
}

const maxPaths = 600;
const maxPieces = 7;
const maxTextLength = 24;

/** Rows of pieces and fixed texts that join to every example, simplest first; at most `wanted` of them. */
export function joinPieces(
  pieces: readonly Piece[],
  examples: readonly Example[],
  rowCount: number,
  wanted: number,
): Piece[] {
  const found: Piece[] = [];
  const open: Path[] = [{ positions: examples.map(() => 0), pieces: [], cost: 0, endsInText: false, hasField: false }];
  for (let tried = 0; tried < maxPaths && open.length > 0 && found.length < wanted; tried += 1) {
    const path = takeCheapest(open);
    if (path.positions.every((position, index) => position === examples[index]?.result.length)) {
      // One example alone does not say that every row gives the same.
      if (path.hasField || examples.length > 1) found.push(toPiece(path, rowCount));
      continue;
    }
    if (path.pieces.length >= maxPieces) continue;
    open.push(...listSteps(path, pieces, examples, rowCount));
  }
  return found;
}

function takeCheapest(open: Path[]): Path {
  let best = 0;
  open.forEach(({ cost }, index) => {
    if (cost < (open[best]?.cost ?? 0)) best = index;
  });
  return open.splice(best, 1)[0] as Path;
}

function listSteps(path: Path, usable: readonly Piece[], examples: readonly Example[], rowCount: number): Path[] {
  const steps = fittingPieces(usable, path.positions, examples).map((piece) => advance(path, piece, examples, false));
  if (path.endsInText) return steps;
  const common = commonText(path.positions, examples);
  for (let length = 1; length <= common.length; length += 1) {
    const text = common.slice(0, length);
    const positions = path.positions.map((position) => position + length);
    const isLast = positions.every((position, index) => position === examples[index]?.result.length);
    if (!isLast && fittingPieces(usable, positions, examples).length === 0) continue;
    const fixed = {
      formula: quoteText(text),
      cost: costOfText(text),
      values: Array.from({ length: rowCount }, () => text),
    };
    steps.push(advance(path, fixed, examples, true));
  }
  return steps;
}

function fittingPieces(usable: readonly Piece[], positions: readonly number[], examples: readonly Example[]): Piece[] {
  return usable.filter(({ values }) =>
    examples.every(({ row, result }, index) => result.startsWith(values[row] ?? '\0', positions[index])),
  );
}

function advance(path: Path, piece: Piece, examples: readonly Example[], endsInText: boolean): Path {
  return {
    positions: path.positions.map(
      (position, index) => position + (piece.values[examples[index]?.row ?? 0]?.length ?? 0),
    ),
    pieces: [...path.pieces, piece],
    cost: path.cost + piece.cost + (path.pieces.length > 0 ? 0.1 : 0),
    endsInText,
    hasField: path.hasField || !endsInText,
  };
}

/** What follows in every example. */
function commonText(positions: readonly number[], examples: readonly Example[]): string {
  const rests = examples.map(({ result }, index) =>
    result.slice(positions[index], (positions[index] ?? 0) + maxTextLength),
  );
  const [first = ''] = rests;
  let length = 0;
  while (length < first.length && rests.every((rest) => rest[length] === first[length])) length += 1;
  return first.slice(0, length);
}

/** Punctuation is cheap; letters and digits more likely come from a field. */
function costOfText(text: string): number {
  return 0.2 + [...text].reduce((cost, letter) => cost + (/[\p{L}\p{N}]/u.test(letter) ? 0.55 : 0.1), 0);
}

function toPiece({ pieces, cost }: Path, rowCount: number): Piece {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  return {
    formula: pieces.map(({ formula }) => formula).join(' & '),
    cost,
    values: Array.from({ length: rowCount }, (_, row) => pieces.map(({ values }) => values[row] ?? '').join('')),
  };
}
