import { useMemo } from 'react';
import { findPersonalColumns, maskValue } from '#components/preview/personal-data.ts';
import { readsOnlyExamples } from '#components/preview/reads-only-examples.ts';
import { useRevealed } from '#components/preview/use-revealed.ts';
import type { RejectedPage, RejectedRow } from '#core/contracts/rejected.ts';
import type { Graph } from '#core/graph/graph.ts';

interface HiddenValuesOptions {
  readonly graph: Graph;
  readonly nodeId: string;
  readonly columns: RejectedPage['columns'];
  readonly rows: readonly RejectedRow[];
}

export interface HiddenValues {
  /** Whether there is anything to hide. */
  readonly canHide: boolean;
  readonly isHidden: boolean;
  readonly reveal: (revealed: boolean) => void;
  readonly hides: (column: number) => boolean;
  /** A value of the column as it may be shown. */
  readonly show: <Text extends string | null>(column: number, text: Text) => Text | string;
  /** The reason of a row without what it says of hidden values. */
  readonly showMessage: (row: RejectedRow) => string;
}

/** What of rejected rows tells who somebody is, hidden as in the preview. */
export function useHiddenValues({ graph, nodeId, columns, rows }: HiddenValuesOptions): HiddenValues {
  const { revealed, reveal } = useRevealed();
  return useMemo(() => {
    const grid = { fields: columns, rows: rows.map(({ cells }) => cells), rowCount: rows.length };
    const personal = findPersonalColumns(grid);
    const canHide = personal.includes(true) && !readsOnlyExamples(graph, nodeId);
    const isHidden = canHide && !revealed;
    const hides = (column: number) => isHidden && personal[column] === true;
    const show: HiddenValues['show'] = (column, text) => (text !== null && hides(column) ? maskValue(text) : text);
    const showMessage = ({ message, cells, value, field }: RejectedRow) => {
      const own = field !== null && hides(columns.findIndex(({ name }) => name === field)) ? value : null;
      const told = [own, ...cells.filter((_, column) => hides(column))].filter((text) => text !== null);
      return told
        .filter((text) => text.trim().length > 2)
        .reduce((text, part) => text.replaceAll(part, () => maskValue(part)), message);
    };
    return { canHide, isHidden, reveal, hides, show, showMessage };
  }, [columns, rows, graph, nodeId, revealed, reveal]);
}
