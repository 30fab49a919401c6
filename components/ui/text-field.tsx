'use client';

import { Field as Base } from '@base-ui/react/field';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { controlStyle } from './control-style.ts';
import { Field, type FieldTexts } from './field.tsx';
import { joinClasses } from './join-classes.ts';

type InputProps = Omit<
  ComponentProps<'input'>,
  'value' | 'onChange' | 'size' | 'className' | 'disabled' | 'defaultValue'
>;

interface TextFieldProps extends FieldTexts, InputProps {
  value: string;
  onChange: (value: string) => void;
  icon?: LucideIcon;
  /** Inside the box at its right end, such as a unit or a small button. */
  suffix?: ReactNode;
  mono?: boolean;
  size?: 'medium' | 'large';
}

export function TextField(props: TextFieldProps) {
  const { label, hideLabel, hint, error, optional, aside, disabled, className, ...control } = props;
  const { value, onChange, icon: Icon, suffix, mono, size = 'medium', ...input } = control;
  return (
    <Field {...{ label, hideLabel, hint, error, optional, aside, disabled, className }}>
      <div className="relative flex items-center">
        {Icon && <Icon aria-hidden className="pointer-events-none absolute left-2.5 size-4 text-ink-3" />}
        <Base.Control
          {...input}
          value={value}
          onValueChange={(next) => onChange(next)}
          className={joinClasses(
            controlStyle,
            size === 'large' ? 'h-10' : 'h-8',
            Icon ? 'pl-8' : 'pl-2.5',
            suffix ? 'pr-10' : 'pr-2.5',
            mono && 'font-mono',
          )}
        />
        {suffix && <div className="absolute right-1 flex items-center">{suffix}</div>}
      </div>
    </Field>
  );
}
