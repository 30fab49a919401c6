/** An id for a node or edge: what it is and eight random characters, such as `filter_3kq0z81m`. */
export function createGraphId(kind: string): string {
  const random = crypto.getRandomValues(new Uint8Array(8));
  const suffix = [...random].map((byte) => (byte % 36).toString(36)).join('');
  return `${kind.replaceAll('-', '_')}_${suffix}`;
}
