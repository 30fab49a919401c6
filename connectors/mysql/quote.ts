/** A name as SQL, whatever the server's mode. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A text as SQL without escapes, whose rules depend on the server's mode. */
export function quoteText(text: string): string {
  return `CONVERT(X'${Buffer.from(text, 'utf8').toString('hex')}' USING utf8mb4)`;
}
