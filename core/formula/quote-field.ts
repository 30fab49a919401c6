/** A field name as formulas write it: `[First name]`, with `]` doubled. */
export function quoteField(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}
