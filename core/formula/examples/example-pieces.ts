import type { Field, FieldType } from '#core/graph/field-type.ts';
import { quoteField } from '../quote-field.ts';
import { dateWays } from './date-ways.ts';
import type { Cell, Example, Piece, Row, Way } from './piece.ts';
import { textWays } from './text-ways.ts';

/** Everything of one field that is a part of every example. Fields further left count as a little simpler. */
export function listPieces(
  field: Field,
  place: number,
  rows: readonly Row[],
  examples: readonly Example[],
): readonly Piece[] {
  const written = rows.map((row) => writeCell(row[place], field.type));
  return listWays(field).flatMap(({ formula, cost, take }): Piece[] => {
    const takeFrom = (text: string | null | undefined) => (text ? take(text) : null);
    const isUsable = examples.every(({ row, result }) => {
      const value = takeFrom(written[row]);
      return value !== null && value !== '' && result.includes(value);
    });
    if (!isUsable) return [];
    return [{ formula, cost: cost + place / 1000, values: written.map(takeFrom) }];
  });
}

function listWays({ name, type }: Field): readonly Way[] {
  const reference = quoteField(name);
  const whole: Way = { formula: reference, cost: 1, take: (text) => text };
  if (type === 'json') return [];
  if (type === 'text') return [whole, ...textWays(reference)];
  if (type === 'date' || type === 'datetime') return [whole, ...dateWays(reference)];
  return type === 'boolean' ? [whole] : [whole, ...paddedWays(reference)];
}

/** A value as `&` writes it into a text: `12.5`, `2026-03-01T18:45:00Z`. */
export function writeCell(value: Cell, type: FieldType): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value);
  if (type === 'decimal' || type === 'number')
    return text.includes('.') && !/e/i.test(text) ? text.replace(/\.?0+$/, '') : text;
  return text;
}

/** Pieces that give the same for every row are one, written in the simplest way. */
export function keepSimplest(pieces: readonly Piece[]): readonly Piece[] {
  const simplest = new Map<string, Piece>();
  for (const piece of pieces) {
    const key = JSON.stringify(piece.values);
    const known = simplest.get(key);
    if (known === undefined || piece.cost < known.cost) simplest.set(key, piece);
  }
  return [...simplest.values()];
}

function paddedWays(reference: string): Way[] {
  return [4, 5, 6, 8].map((length) => ({
    formula: `PADLEFT(TEXT(${reference}), ${length})`,
    cost: 3.5,
    take: (text) => text.padStart(length, '0'),
  }));
}
