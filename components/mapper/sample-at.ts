import { formatCell } from '#components/preview/format-cell.ts';
import { maskValue } from '#components/preview/personal-data.ts';
import { quoteField } from '#core/formula/quote-field.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import type { SampleState } from './use-mapping-sample.ts';

/** One sample row as far as one target field goes. */
export interface RowSample {
  /** Null: blank. Undefined: not from one field. */
  readonly before: string | null | undefined;
  readonly beforeType: FieldType | null;
  readonly after: string | null;
  readonly type: FieldType;
  /** The row would be set aside. */
  readonly fails: boolean;
  /** Rows of the whole sample that would be. */
  readonly failed: number;
  readonly rowCount: number;
  readonly listed: readonly { readonly value: string; readonly rows: number }[] | null;
  readonly isStale: boolean;
  /** How a value of the source is shown: hidden where it tells who somebody is. */
  readonly show: (value: string) => string;
}

/** One sample row as far as the entry at a place of the mapping goes; null while that is not known. */
export function sampleAt(
  { sample, shown, isStale, hidden }: SampleState,
  place: number,
  row: number,
): RowSample | null {
  const entry = shown[place];
  const result = sample?.columns[place];
  if (sample === null || entry === undefined || result == null) return null;
  const source = sample.fields.findIndex(({ name }) => name === entry.field);
  const field = sample.fields[source];
  const isHidden = hidden.has(entry.field) || readsHidden(entry, hidden);
  const show = (text: string) => (isHidden ? maskValue(text) : text);
  const showMaybe = (text: string | null) => (text === null ? null : show(text));
  return {
    before: field === undefined ? undefined : showMaybe(formatCell(sample.rows[row]?.[source], field.type)),
    beforeType: field?.type ?? null,
    after: showMaybe(formatCell(result.values[row], result.type)),
    type: result.type,
    fails: result.failedRows[row] ?? false,
    failed: result.failed,
    rowCount: sample.rowCount,
    listed: result.listed,
    isStale,
    show,
  };
}

/** What a formula makes of a hidden value may tell it. */
function readsHidden({ formula }: ColumnMapping, hidden: ReadonlySet<string>): boolean {
  return formula !== undefined && [...hidden].some((name) => formula.includes(quoteField(name)));
}
