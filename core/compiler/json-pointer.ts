/** The place of a value in JSON as the engine writes it (RFC 6901); the places of a list are its numbers from 0. */
export function jsonPointer(segments: readonly string[]): string {
  return segments.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
