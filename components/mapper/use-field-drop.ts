import { type DragEvent, useState } from 'react';

/** What a dragged field carries: its name. */
export const fieldDragType = 'application/x-telar-field';

/** Look of what takes the field when it is let go. */
export const dropStyle = 'bg-accent/8 outline-2 outline-accent -outline-offset-2';

/** Takes a field that is dragged here. The keyboard has the list of fields for it. */
export function useFieldDrop(onDrop: (name: string) => void) {
  const [isOver, setIsOver] = useState(false);
  return {
    isOver,
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(fieldDragType)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'link';
      setIsOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
    },
    onDrop: (event: DragEvent) => {
      setIsOver(false);
      const name = event.dataTransfer.getData(fieldDragType);
      if (name === '') return;
      event.preventDefault();
      onDrop(name);
    },
  };
}
