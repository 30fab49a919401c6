import type { ScanColumn } from '#core/contracts/scan.ts';
import { type DriftPolicy, policyOf } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';

/** How the engine reads a field, under what was decided for values that do not fit. */
export function toScanColumn(field: SourceField, drift?: DriftPolicy | undefined): ScanColumn {
  const { name, type, format } = field;
  return { name, type, ...(format !== undefined && { format }), misfit: policyOf(field, drift).values };
}
