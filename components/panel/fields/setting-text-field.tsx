import type { ComponentProps } from 'react';
import { TextField } from '#components/ui/text-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { useFieldProblem } from './field-problem.tsx';

interface SettingTextFieldProps extends Omit<ComponentProps<typeof TextField>, 'error'> {
  readonly node: GraphNode;
  /** The place of the text in the settings, such as `columns.2.name`. */
  readonly path: string;
}

/** A text of a step's settings with what is wrong with it. As long as a name, 200 characters, unless told otherwise. */
export function SettingTextField({ node, path, ...field }: SettingTextFieldProps) {
  const placeholder = field.hideLabel ? { placeholder: field.label } : {};
  return <TextField maxLength={200} {...placeholder} error={useFieldProblem(node, path)} {...field} />;
}
