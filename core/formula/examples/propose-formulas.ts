import type { Field } from '#core/graph/field-type.ts';
import { quoteField } from '../quote-field.ts';
import { keepSimplest, listPieces, writeCell } from './example-pieces.ts';
import { joinPieces } from './join-pieces.ts';
import { proposeNumbers } from './number-proposals.ts';
import type { Example, Piece, Row } from './piece.ts';
import { quoteText } from './text-ways.ts';

/** A formula that gives every example, and what it gives for all rows; null is blank. */
export interface Proposal {
  readonly formula: string;
  readonly results: readonly (string | null)[];
}

const maxProposals = 5;
const switchCost = 9;

/**
 * Formulas that turn rows into the results typed for some of them, simplest first, no two alike for all rows. They are
 * put together of parts of the fields, fixed texts, calculations, and as a last resort a list of cases.
 */
export function proposeFormulas(
  fields: readonly Field[],
  rows: readonly Row[],
  typed: readonly Example[],
): readonly Proposal[] {
  const examples = typed.filter(({ row, result }) => result !== '' && rows[row] !== undefined);
  if (examples.length === 0) return [];
  const pieces = keepSimplest(fields.flatMap((field, place) => listPieces(field, place, rows, examples)));
  const candidates = [
    ...proposeNumbers(fields, rows, examples),
    ...joinPieces(pieces, examples, rows.length, maxProposals * 2),
    ...proposeCases(fields, rows, examples),
  ];
  return keepSimplest(candidates)
    .toSorted((left, right) => left.cost - right.cost)
    .slice(0, maxProposals)
    .map(({ formula, values }) => ({ formula, results: values }));
}

/** `SWITCH([country], "ES", "Spain", …)`, for fields whose few values tell the examples apart. */
function proposeCases(fields: readonly Field[], rows: readonly Row[], examples: readonly Example[]): Piece[] {
  if (new Set(examples.map(({ result }) => result)).size < 2) return [];
  return fields.flatMap((field, place): Piece[] => {
    if (field.type !== 'text') return [];
    const written = rows.map((row) => writeCell(row[place], field.type));
    if (new Set(written).size > Math.max(3, rows.length / 2)) return [];
    const cases = new Map<string, string>();
    for (const { row, result } of examples) {
      const value = written[row];
      if (value === null || value === undefined || (cases.get(value) ?? result) !== result) return [];
      cases.set(value, result);
    }
    const pairs = [...cases].flatMap(([value, result]) => [quoteText(value), quoteText(result)]);
    return [
      {
        formula: `SWITCH(${quoteField(field.name)}, ${pairs.join(', ')})`,
        cost: switchCost + place / 100,
        values: written.map((value) => (value === null ? null : (cases.get(value) ?? null))),
      },
    ];
  });
}
