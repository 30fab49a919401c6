import { useState } from 'react';
import type { FieldTexts } from '#components/ui/field.tsx';
import { TextField } from '#components/ui/text-field.tsx';

interface NumberFieldProps extends FieldTexts {
  value: number | null;
  min: number;
  max: number;
  /** Null only where `nullable`. */
  onChange: (value: number | null) => void;
  nullable?: boolean;
  placeholder?: string;
}

/** A whole number; text that is none is shown but never becomes a setting. */
export function NumberField({ value, min, max, onChange, nullable = false, placeholder, ...texts }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <TextField
      {...texts}
      value={draft ?? (value === null ? '' : String(value))}
      inputMode="numeric"
      placeholder={placeholder}
      onBlur={() => setDraft(null)}
      onChange={(text) => {
        setDraft(text);
        if (text.trim() === '' && nullable) onChange(null);
        const number = Number(text.replace(/[\s.,]/g, ''));
        if (text.trim() !== '' && Number.isInteger(number)) onChange(Math.min(max, Math.max(min, number)));
      }}
    />
  );
}
