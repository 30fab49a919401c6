/** Canvas units; fixed, so that nothing is ever measured. */
export const nodeWidth = 240;
export const nodeHeight = 72;
export const columnGap = 80;
export const rowGap = 40;
export const gridStep = 8;

/** The size a node takes on the canvas: notes are wider and taller than steps. */
export function sizeOfKind(kind: string): { width: number; height: number } {
  return kind === 'note' ? { width: 240, height: 128 } : { width: nodeWidth, height: nodeHeight };
}
