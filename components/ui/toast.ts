import type { ExternalToast } from 'sonner';

type Say = (message: string, options?: ExternalToast) => void;
type Speaker = typeof import('sonner').toast;

let speaker: Speaker | undefined;
let waiting: ((speaker: Speaker) => void)[] = [];

let onFirst: (() => void) | undefined;

function say(speak: (speaker: Speaker) => void): void {
  if (speaker !== undefined) speak(speaker);
  else {
    waiting.push(speak);
    onFirst?.();
  }
}

/** Says something in the corner of the screen; what is said before `Toaster` is there is said when it is. */
export const toast: Say & Record<'success' | 'error' | 'info', Say> = Object.assign(
  (message: string, options?: ExternalToast) => say((sonner) => sonner(message, options)),
  {
    success: (message: string, options?: ExternalToast) => say((sonner) => sonner.success(message, options)),
    error: (message: string, options?: ExternalToast) => say((sonner) => sonner.error(message, options)),
    info: (message: string, options?: ExternalToast) => say((sonner) => sonner.info(message, options)),
  },
);

/** Gives toasts their place on the screen. */
export function startToasts(ready: Speaker): void {
  speaker = ready;
  for (const speak of waiting) speak(ready);
  waiting = [];
}

/** Calls once something waits to be said, until the answer is called. */
export function listenForToasts(listener: () => void): () => void {
  onFirst = listener;
  if (waiting.length > 0) listener();
  return () => {
    onFirst = undefined;
  };
}
