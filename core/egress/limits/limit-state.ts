/** Requests booked in a long window, by stretches of it. `first` is the number of the first stretch. */
export interface BookedStretches {
  readonly first: number;
  readonly counts: readonly number[];
}

/** What all processes know of a connection's pace. Moments are milliseconds on the database's clock. */
export interface LimitState {
  /** When the last slot given out begins. */
  readonly lastStart: number;
  /** By the length of the window in milliseconds. */
  readonly booked: Readonly<Record<string, BookedStretches>>;
  /** The vendor asked for silence until then. */
  readonly pausedUntil: number;
  /** Answers in a row that said "too many". */
  readonly throttles: number;
  /** Whether the pause is shown as the connection's health. */
  readonly isPauseShown: boolean;
  /** Failures of the vendor in a row. */
  readonly failures: number;
  /** 0: the circuit is closed. Past: the next request is the probe. */
  readonly openUntil: number;
  /** How often it opened without closing in between. */
  readonly openings: number;
  /** The request that decides about an open circuit. */
  readonly probe: string | null;
  /** Ends of the requests under way at the latest, kept while their number is limited. */
  readonly flights: Readonly<Record<string, number>>;
  /** Until then somebody waits for one of them to end: anybody · a person. */
  readonly crowdedUntil: number;
  readonly calledUntil: number;
  /** The vendor's own count, where it tells. */
  readonly vendor: VendorUsage | null;
}

export interface VendorUsage {
  readonly used: number;
  readonly limit: number;
  readonly at: number;
}

export const emptyState: LimitState = {
  lastStart: 0,
  booked: {},
  pausedUntil: 0,
  throttles: 0,
  isPauseShown: false,
  failures: 0,
  openUntil: 0,
  openings: 0,
  probe: null,
  flights: {},
  crowdedUntil: 0,
  calledUntil: 0,
  vendor: null,
};
