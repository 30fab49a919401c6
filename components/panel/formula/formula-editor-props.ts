import type { Field as DataField } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';

/** What a formula editor shows and changes: one setting of one step. */
export interface FormulaEditorProps {
  readonly node: GraphNode;
  /** Path of the setting, where the server's problems about it are shown. */
  readonly field: string;
  readonly label: string;
  readonly fields: readonly DataField[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}
