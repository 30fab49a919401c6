import { useTranslations } from 'next-intl';
import { useRef } from 'react';

interface NameEditorProps {
  readonly name: string;
  /** The new name, or null when nothing is to change. */
  readonly onDone: (name: string | null) => void;
}

/** A name being edited where it stands: Enter keeps, Escape does not. */
export function NameEditor({ name, onDone }: NameEditorProps) {
  const t = useTranslations('builder.canvas');
  const cancelled = useRef(false);
  return (
    <input
      aria-label={t('nameOfStep')}
      defaultValue={name}
      maxLength={120}
      // biome-ignore lint/a11y/noAutofocus: the user asked to rename
      autoFocus
      className="nodrag nopan -mx-1 w-full rounded-small border border-accent bg-surface px-1 text-ui outline-none"
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => onDone(cancelled.current ? null : event.currentTarget.value.trim() || null)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') cancelled.current = true;
        if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
