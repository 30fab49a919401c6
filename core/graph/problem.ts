/** Something a user must mend before a graph can run, placed on the node and settings field it concerns. */
export interface Problem {
  /** Stable code; its sentence is `problems.<code>` in the message catalogues. */
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly nodeId?: string;
  readonly edgeId?: string;
  /** Path into the node's settings, such as `conditions.2.value`. */
  readonly field?: string;
  readonly severity: 'error' | 'warning';
  /** A replacement for the value at `field` that would mend it, when one is known. */
  readonly suggestion?: string;
}
