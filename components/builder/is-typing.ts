const typing = 'input, textarea, select, [contenteditable="true"]';
const floating = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** Whether keys belong to a field that is being typed in. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typing) !== null;
}

/** Whether keys belong to something that floats over the builder. */
export function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(floating) !== null;
}
