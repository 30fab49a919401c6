import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

export type IdPrefix =
  | 'user'
  | 'ws'
  | 'pipe'
  | 'ver'
  | 'run'
  | 'conn'
  | 'file'
  | 'hook'
  | 'evt'
  | 'sched'
  | 'out'
  | 'rej'
  | 'aud'
  | 'oapp'
  | 'oatt'
  | 'link'
  | 'creq'
  | 'pin'
  | 'eras'
  | 'view';

/** A prefixed random id such as `run_4k0z…`: 24 characters of base 36, 124 bits. */
export function createId(prefix: IdPrefix): string {
  let id = '';
  while (id.length < 24) {
    for (const byte of randomBytes(32)) if (byte < 252 && id.length < 24) id += alphabet[byte % 36];
  }
  return `${prefix}_${id}`;
}
