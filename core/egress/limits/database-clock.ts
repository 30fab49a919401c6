/** Both clocks drift and may be set, so what is known of them is learnt anew every so often. */
const forgetAfterMs = 60_000;

/**
 * The database's clock as a process can know it. A reading was taken somewhere between asking and hearing, so the time
 * lies between two bounds; every reading narrows them.
 */
export class DatabaseClock {
  readonly #localNow: () => number;
  #least = Number.NEGATIVE_INFINITY;
  #most = Number.POSITIVE_INFINITY;
  #learntAt = Number.NEGATIVE_INFINITY;

  constructor(localNow: () => number = () => performance.now()) {
    this.#localNow = localNow;
  }

  /** Takes in what the database's clock showed between two moments of this process. */
  observe(shown: number, askedAt: number, heardAt: number): void {
    const [least, most] = [shown - heardAt, shown - askedAt];
    const isNew = heardAt - this.#learntAt > forgetAfterMs || least > this.#most || most < this.#least;
    if (isNew) this.#learntAt = heardAt;
    this.#least = isNew ? least : Math.max(this.#least, least);
    this.#most = isNew ? most : Math.min(this.#most, most);
  }

  /** Milliseconds from now after which that moment has certainly come. */
  timeUntil(moment: number): number {
    return moment - (this.#localNow() + this.#least);
  }

  /** Milliseconds that may have gone since that moment. */
  timeSince(moment: number): number {
    return this.#localNow() + this.#most - moment;
  }
}
