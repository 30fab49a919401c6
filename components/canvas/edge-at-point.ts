/** The edge whose line passes a point of the screen, or null. */
export function findEdgeAtPoint(x: number, y: number): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const edge = element.closest('.react-flow__edge');
    if (edge !== null) return edge.getAttribute('data-id');
  }
  return null;
}

/** Marks the edge that a step would land on; null clears the mark. */
export function markDropEdge(edgeId: string | null): void {
  for (const element of document.querySelectorAll('.react-flow__edge.telar-drop'))
    element.classList.remove('telar-drop');
  if (edgeId === null) return;
  document.querySelector(`.react-flow__edge[data-id="${CSS.escape(edgeId)}"]`)?.classList.add('telar-drop');
}
