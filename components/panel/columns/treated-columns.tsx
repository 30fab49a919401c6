import type { ReactNode } from 'react';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { removeAt } from '../edit-list.ts';
import { FieldAndKind } from '../fields/field-and-kind.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
import { useEntryKeys } from '../fields/use-entry-keys.ts';

/** A field and what is done to it. */
interface Treated {
  readonly field: string;
  readonly as: string;
}

interface TreatedColumnsProps<Column extends Treated> {
  readonly node: GraphNode;
  readonly columns: readonly Column[];
  readonly fields: readonly Field[];
  /** What can be done to a field. */
  readonly kinds: readonly { readonly value: Column['as']; readonly label: string; readonly description: string }[];
  readonly labels: { readonly list: string; readonly field: string; readonly as: string; readonly add: string };
  readonly removeLabel: (field: string) => string;
  /** What one most likely does to a field, by the words in its name. */
  readonly guesses: readonly (readonly [RegExp, Column['as']])[];
  readonly create: (as: Column['as'], field: string) => Column;
  readonly onChange: (columns: Column[]) => void;
  /** What else must be known of a column. */
  readonly details: (column: Column, index: number, change: (column: Column) => void) => ReactNode;
}

/** Fields that a step does something to, each in its own way, and one more to choose. */
export function TreatedColumns<Column extends Treated>(props: TreatedColumnsProps<Column>) {
  const { node, columns, fields, kinds, labels, removeLabel, guesses, create, onChange, details } = props;
  const { keys, remove: forget } = useEntryKeys(columns.length);
  const open = fields.filter(({ name }) => !columns.some(({ field }) => field === name));
  const add = (name: string) => {
    const [, as] = guesses.find(([pattern]) => pattern.test(name)) ?? [];
    if (as !== undefined) onChange([...columns, create(as, name)]);
  };
  return (
    <>
      <ul aria-label={labels.list} className="flex flex-col gap-4">
        {columns.map((column, index) => {
          const change = (next: Column) => onChange(columns.with(index, next));
          return (
            <ListRow
              key={keys[index]}
              removeLabel={removeLabel(column.field)}
              onRemove={() => {
                forget(index);
                onChange(removeAt(columns, index));
              }}
            >
              <FieldAndKind
                node={node}
                path={`columns.${index}.field`}
                fields={fields}
                fieldLabel={labels.field}
                field={column.field}
                onField={(field) => change({ ...column, field })}
                kindLabel={labels.as}
                kind={column.as as Column['as']}
                kinds={kinds}
                onKind={(as) => change(create(as, column.field))}
              />
              {details(column, index, change)}
            </ListRow>
          );
        })}
      </ul>
      <InputFieldSelect label={labels.add} fields={open} value="" onChange={add} />
      <SectionProblem node={node} field="columns" />
    </>
  );
}
