import { randomUUID } from 'node:crypto';
import { subscribe } from '#core/platform/notify.ts';
import { allowedDelayMs } from './book-slot.ts';
import { describeRefusal } from './describe-refusal.ts';
import { emptyState, type LimitState } from './limit-state.ts';
import { databaseClock, type LimitReading, readLimits, swapLimits } from './limit-store.ts';
import { isImpatient, type Priority, type Turn, takeTurn, type Verdict } from './take-turn.ts';

/** What a caller wants of a slot. */
export interface Order {
  readonly priority: Priority;
  readonly timeoutMs: number;
  /** By `performance.now()`: since when it waits, other slots included. */
  readonly since: number;
  readonly signal?: AbortSignal | undefined;
}

/** A slot that was given out. */
export interface Departure {
  readonly ticket: string;
  readonly priority: Priority;
  /** On the database's clock. */
  readonly start: number;
  readonly allowedDelayMs: number;
  /** Others wait to hear how it ended, even when it ended well. */
  readonly isWatched: boolean;
}

interface Waiter extends Order {
  readonly ticket: string;
  readonly settle: (outcome: Departure | Error) => boolean;
}

/** Slots asked for in one go. */
const batchSize = 50;
/** Limits may be changed, and pauses end early. */
const longestSleepMs = 30_000;
const longestAskMs = 500;

/**
 * The requests of this process that wait for a connection. They are asked for together, by one question at a time; in
 * between the queue sleeps until the moment it was told, and asks nothing.
 */
export class TurnQueue {
  readonly #connectionId: string;
  readonly #giveBack: (departure: Departure) => void;
  readonly #waiting = new Set<Waiter>();
  #isRunning = false;
  #isStale = false;
  /** As it was read or written last. */
  #known: LimitState = emptyState;
  /** How long a question takes, at most and lately. */
  #askMs = 20;
  /** Slots counted as requests that were not used. */
  #refunds = { run: 0, interactive: 0 };
  #wake: (() => void) | undefined;

  /** `giveBack` takes slots for which nobody waits any more. */
  constructor(connectionId: string, giveBack: (departure: Departure) => void) {
    this.#connectionId = connectionId;
    this.#giveBack = giveBack;
  }

  /** Resolves with a slot, which may lie ahead. Rejects with why there is none, or as the signal does. */
  take(order: Order): Promise<Departure> {
    return new Promise((resolve, reject) => {
      const { signal } = order;
      const stop = () => waiter.settle(signal?.reason);
      let isOver = false;
      const settle: Waiter['settle'] = (outcome) => {
        if (isOver) return false;
        isOver = true;
        signal?.removeEventListener('abort', stop);
        this.#waiting.delete(waiter);
        if (outcome instanceof Error || !('ticket' in Object(outcome))) reject(outcome);
        else resolve(outcome);
        return true;
      };
      const waiter: Waiter = { ...order, ticket: randomUUID(), settle };
      if (signal?.aborted) return stop();
      signal?.addEventListener('abort', stop, { once: true });
      this.#waiting.add(waiter);
      if (order.priority === 'interactive') this.wake();
      void this.#run();
    });
  }

  /** Takes in what this process has learnt of the connection on another way. */
  learn(state: LimitState): void {
    this.#known = state;
  }

  /** Whether a pause or an open circuit has come up since the slot was given out. */
  isHeldBack({ ticket }: Departure): boolean {
    const { pausedUntil, openUntil, probe } = this.#known;
    return databaseClock.timeUntil(probe === ticket ? pausedUntil : Math.max(pausedUntil, openUntil)) > 0;
  }

  /** Takes a slot that was not used out of the count, with the next question. */
  refund(priority: Priority): void {
    this.#refunds[priority] += 1;
  }

  /** Asks again now, or once the question under way is answered: there may be room. */
  wake(): void {
    this.#isStale = true;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#waiting.size > 0) {
        await this.#sleepUntil(await this.#ask());
      }
    } catch (error) {
      for (const waiter of [...this.#waiting]) waiter.settle(error as Error);
    } finally {
      this.#isRunning = false;
    }
  }

  /** Decides about those who wait; answers when to ask again. */
  async #ask(): Promise<number> {
    const asking = sortByUrgency(this.#waiting).slice(0, batchSize);
    const askedAt = performance.now();
    for (;;) {
      this.#isStale = false;
      const reading = await readLimits(this.#connectionId);
      const decision = decide(reading, asking, this.#askMs);
      if (decision.state === reading.state || (await this.#store(reading, decision))) {
        this.#known = decision.state;
        this.#askMs = Math.min(longestAskMs, Math.max(performance.now() - askedAt, this.#askMs * 0.95));
        return this.#tell(asking, reading, decision);
      }
    }
  }

  async #store(reading: LimitReading, { state, granted }: Decision): Promise<boolean> {
    const { run, interactive } = this.#refunds;
    const forPeople = granted.filter(({ priority }) => priority === 'interactive').length;
    const isStored = await swapLimits(this.#connectionId, reading, {
      state,
      requests: granted.length - run - interactive,
      interactive: forPeople - interactive,
    });
    if (isStored) {
      this.#refunds.run -= run;
      this.#refunds.interactive -= interactive;
    }
    return isStored;
  }

  async #tell(asking: readonly Waiter[], reading: LimitReading, { verdicts, state }: Decision): Promise<number> {
    const later: number[] = [];
    const starts: number[] = [];
    let isCrowded = false;
    for (const waiter of asking) {
      const verdict = verdicts.get(waiter.ticket);
      if (verdict?.kind === 'granted') {
        starts.push(verdict.start);
        this.#grant(waiter, verdict.start, reading, state);
      } else if (verdict?.kind === 'refused') {
        waiter.settle(describeRefusal(verdict.refusal, waiter.priority, reading));
      } else if (verdict?.kind === 'later') {
        later.push(verdict.at);
        isCrowded ||= verdict.isCrowded;
      }
    }
    if (isCrowded) await hearLandings();
    if (later.length > 0) return Math.min(...later);
    // The next slot is further ahead still, so there is time for others to join the next question.
    return reading.now + (Math.max(reading.now, ...starts) - reading.now) / 4;
  }

  #grant({ ticket, priority, settle }: Waiter, start: number, { limits }: LimitReading, state: LimitState): void {
    const isWatched =
      state.failures > 0 || state.throttles > 0 || state.isPauseShown || state.openUntil > 0 || ticket in state.flights;
    const departure = { ticket, priority, start, allowedDelayMs: allowedDelayMs(limits.windows), isWatched };
    if (!settle(departure)) this.#giveBack(departure);
  }

  #sleepUntil(moment: number): Promise<void> {
    return new Promise((resolve) => {
      const milliseconds = Math.min(longestSleepMs, databaseClock.timeUntil(moment));
      if (this.#isStale || milliseconds <= 0) return resolve();
      const timer = setTimeout(() => this.wake(), Math.ceil(milliseconds));
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }
}

function readTurn({ ticket, priority, timeoutMs, since }: Waiter): Turn {
  return { ticket, priority, timeoutMs, waitedMs: performance.now() - since };
}

/** People and those who have waited for long first, each in the order in which they came. */
function sortByUrgency(waiting: Iterable<Waiter>): Waiter[] {
  const rank = (waiter: Waiter) => (isImpatient(readTurn(waiter)) ? 0 : 1);
  return [...waiting].sort((a, b) => rank(a) - rank(b) || a.since - b.since);
}

interface Decision {
  readonly state: LimitState;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly granted: readonly Waiter[];
}

/** The verdicts for all of them, in order, as if they had asked one after the other. No slot begins before `leadMs`. */
function decide(
  { state: known, limits, budget: read, now }: LimitReading,
  asking: readonly Waiter[],
  leadMs: number,
): Decision {
  const verdicts = new Map<string, Verdict>();
  const granted: Waiter[] = [];
  let state = known;
  let budget = read;
  for (const waiter of asking) {
    const decided = takeTurn(state, limits, budget, readTurn(waiter), { now, leadMs });
    verdicts.set(waiter.ticket, decided.verdict);
    state = decided.state;
    if (decided.verdict.kind !== 'granted') continue;
    granted.push(waiter);
    const usedInteractive = budget.usedInteractive + (waiter.priority === 'interactive' ? 1 : 0);
    budget = { ...budget, used: budget.used + 1, usedInteractive };
  }
  return { state, verdicts, granted };
}

/** Survives module reloading in development. */
const memo = globalThis as typeof globalThis & {
  telarTurnQueues?: Map<string, TurnQueue>;
  telarLandings?: Promise<unknown>;
};

/** The queues of this process, by connection. */
export function listQueues(): Map<string, TurnQueue> {
  memo.telarTurnQueues ??= new Map();
  return memo.telarTurnQueues;
}

/** From now on a request that ends in any process wakes those who wait for its place here. */
function hearLandings(): Promise<unknown> {
  memo.telarLandings ??= subscribe('landing', (connectionId) => {
    const queues = connectionId === '' ? [...listQueues().values()] : [listQueues().get(connectionId)];
    for (const queue of queues) queue?.wake();
  }).catch((error: unknown) => {
    memo.telarLandings = undefined;
    throw error;
  });
  return memo.telarLandings;
}
