import { SelectField } from '#components/ui/select-field.tsx';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { useFieldProblem } from './field-problem.tsx';
import { InputFieldSelect } from './input-field-select.tsx';

interface FieldAndKindProps<Kind extends string> {
  readonly node: GraphNode;
  /** Of the field in the settings, for its problems. */
  readonly path: string;
  readonly fields: readonly Field[];
  readonly fieldLabel: string;
  readonly field: string;
  readonly onField: (field: string) => void;
  readonly kindLabel: string;
  readonly kind: Kind;
  readonly kinds: readonly { readonly value: Kind; readonly label: string; readonly description: string }[];
  readonly onKind: (kind: Kind) => void;
}

/** A field, and beside it what is done to it. */
export function FieldAndKind<Kind extends string>(props: FieldAndKindProps<Kind>) {
  const { node, path, fields, fieldLabel, field, onField, kindLabel, kind, kinds, onKind } = props;
  return (
    <div className="grid grid-cols-2 items-start gap-1.5">
      <InputFieldSelect
        label={fieldLabel}
        hideLabel
        error={useFieldProblem(node, path)}
        fields={fields}
        value={field}
        onChange={onField}
      />
      <SelectField label={kindLabel} hideLabel value={kind} onChange={onKind} choices={kinds} />
    </div>
  );
}
