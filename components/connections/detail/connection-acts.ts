/** What the parts of a connection's page can set off. */
export interface ConnectionActs {
  /** The way to the vendor, for the click itself. */
  readonly connect: () => void;
  readonly isLeaving: boolean;
  readonly test: () => void;
  readonly isTesting: boolean;
  readonly edit: () => void;
  readonly rotate: () => void;
}
