import { type TouchEvent, useRef } from 'react';

const holdMs = 500;

/** Tells where a finger rests; Safari on touch screens asks for no menu by itself. */
export function useLongPress(onHold: (x: number, y: number) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = () => clearTimeout(timer.current);
  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      stop();
      const touch = touches.item(0);
      if (touches.length === 1) timer.current = setTimeout(() => onHold(touch.clientX, touch.clientY), holdMs);
    },
    onTouchMove: stop,
    onTouchEnd: stop,
    onTouchCancel: stop,
  };
}
