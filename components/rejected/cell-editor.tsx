import { useEffect, useRef } from 'react';

interface CellEditorProps {
  readonly label: string;
  readonly text: string;
  /** Shown while nothing is written. */
  readonly placeholder: string | undefined;
  readonly start: number;
  readonly size: number;
  /** Null: what was written is dropped. */
  readonly onFinish: (text: string | null, step?: { row: number; column: number }) => void;
}

/** In place of a cell while somebody writes in it. */
export function CellEditor({ label, text, placeholder, start, size, onFinish }: CellEditorProps) {
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    const field = input.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }, []);
  const finish: CellEditorProps['onFinish'] = (value, step) => {
    if (isOver.current) return;
    isOver.current = true;
    onFinish(value, step);
  };
  return (
    <input
      ref={input}
      aria-label={label}
      defaultValue={text}
      placeholder={placeholder}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        const { key, shiftKey, currentTarget } = event;
        if (event.nativeEvent.isComposing || !['Enter', 'Tab', 'Escape'].includes(key)) return;
        event.preventDefault();
        event.stopPropagation();
        if (key === 'Escape') finish(null);
        else if (key === 'Enter') finish(currentTarget.value, { row: shiftKey ? -1 : 1, column: 0 });
        else finish(currentTarget.value, { row: 0, column: shiftKey ? -1 : 1 });
      }}
      className="absolute inset-y-0 z-20 bg-floating px-2.5 font-mono text-meta shadow-float ring-2 ring-accent ring-inset outline-none"
      style={{ width: Math.max(size, 160), transform: `translateX(${start}px)` }}
    />
  );
}
