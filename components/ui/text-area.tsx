'use client';

import { Field as Base } from '@base-ui/react/field';
import type { ComponentProps } from 'react';
import { controlStyle } from './control-style.ts';
import { Field, type FieldTexts } from './field.tsx';
import { joinClasses } from './join-classes.ts';

type AreaProps = Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'className' | 'disabled' | 'defaultValue'>;

interface TextAreaProps extends FieldTexts, AreaProps {
  value: string;
  onChange: (value: string) => void;
  mono?: boolean;
}

export function TextArea(props: TextAreaProps) {
  const { label, hideLabel, hint, error, optional, aside, disabled, className, ...control } = props;
  const { value, onChange, mono, rows = 4, ...area } = control;
  return (
    <Field {...{ label, hideLabel, hint, error, optional, aside, disabled, className }}>
      <Base.Control
        value={value}
        onValueChange={(next) => onChange(next)}
        render={<textarea rows={rows} {...area} />}
        className={joinClasses(controlStyle, 'resize-y px-2.5 py-1.5', mono && 'font-mono')}
      />
    </Field>
  );
}
