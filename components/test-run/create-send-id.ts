const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** An id for one sending: however often it is asked for, it happens once. */
export function createSendId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return `send_${Array.from(bytes, (byte) => alphabet[byte % 36]).join('')}`;
}
