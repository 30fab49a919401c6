import { formatCell } from '#components/preview/format-cell.ts';
import type { RowSample } from './mapper-row.tsx';
import type { SampleState } from './use-mapping-sample.ts';

/** One sample row as far as the entry at a place of the mapping goes; null while that is not known. */
export function sampleAt({ sample, shown, isStale }: SampleState, place: number, row: number): RowSample | null {
  const entry = shown[place];
  const result = sample?.columns[place];
  if (sample === null || entry === undefined || result == null) return null;
  const source = sample.fields.findIndex(({ name }) => name === entry.field);
  const field = sample.fields[source];
  return {
    before: field === undefined ? undefined : formatCell(sample.rows[row]?.[source], field.type),
    beforeType: field?.type ?? null,
    after: formatCell(result.values[row], result.type),
    type: result.type,
    fails: result.failedRows[row] ?? false,
    failed: result.failed,
    rowCount: sample.rowCount,
    listed: result.listed,
    isStale,
  };
}
