import type { AddressPattern } from '#connectors/kit/address-pattern.ts';

/** Whom to erase, and in which workspace. */
export interface Erasing {
  readonly workspaceId: string;
  readonly personHash: string;
  readonly email: string;
  readonly pattern: AddressPattern;
  readonly signal: AbortSignal;
}

/** Stands where an address was in something that stays. */
export const erasedText = '•••';
