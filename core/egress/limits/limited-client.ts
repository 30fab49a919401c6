import { setTimeout as delay } from 'node:timers/promises';
import type { HttpClient, HttpRequest, HttpResponse } from '#connectors/kit/http-client.ts';
import { getLogger } from '#core/platform/logger.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { type Landing, landRequest } from './land-request.ts';
import { changeLimits, databaseClock } from './limit-store.ts';
import { readRateSignals } from './read-rate-signals.ts';
import { hidePause, showPause } from './show-pause.ts';
import type { Priority } from './take-turn.ts';
import { type Departure, listQueues, type Order, TurnQueue } from './turn-queue.ts';

export interface LimitedClientOptions {
  readonly connectionId: string;
  readonly priority: Priority;
}

const defaultTimeoutMs = 30_000;
/** A vendor that counts aloud is written down so often. */
const vendorIntervalMs = 10_000;
const vendorWrittenAt = new Map<string, number>();
const brokenStatuses = new Set([500, 502, 503, 504]);
/** Ends that change nothing unless somebody waits for them. */
const quietKinds = new Set<Landing['kind']>(['answered', 'nothing']);
const brokenCodes = new Set(['egress_timeout', 'egress_unreachable']);

/**
 * A client that keeps to the limits, the budget and the pauses of a connection, which all processes share.
 *
 * Promise: however many processes send, the starts of requests are such that every window of a limit holds at most its
 * number of arrivals, as long as the times that requests take to arrive differ by less than 1.5 % of the window (1 % of
 * one longer than ten seconds). A slot that this process cannot use within as much again of its moment is given up and
 * another one taken. At least 95 % of a limit can be used. A redirect that is followed is part of its request, and a
 * limit counts what was sent since it was set.
 *
 * A request that cannot start soon rejects with `connection_…` errors that say when it can (`heldBackCodes`).
 */
export function createLimitedClient(http: HttpClient, { connectionId, priority }: LimitedClientOptions): HttpClient {
  const request = async (asked: HttpRequest): Promise<HttpResponse> => {
    const { signal, timeoutMs = defaultTimeoutMs } = asked;
    const departure = await waitForDeparture(connectionId, { priority, timeoutMs, since: performance.now(), signal });
    try {
      const response = await http.request(asked);
      await land(connectionId, departure, judgeResponse(response));
      return response;
    } catch (error) {
      const isBroken = error instanceof TelarError && brokenCodes.has(error.code);
      await land(connectionId, departure, { kind: isBroken ? 'failed' : 'nothing' });
      throw error;
    }
  };
  return { request };
}

/** Waits for a slot and for its moment. */
async function waitForDeparture(connectionId: string, order: Order): Promise<Departure> {
  const queue = openQueue(connectionId);
  for (;;) {
    const departure = await queue.take(order);
    try {
      const milliseconds = databaseClock.timeUntil(departure.start);
      if (milliseconds > 0) await delay(Math.ceil(milliseconds), undefined, { signal: order.signal });
    } catch {
      await land(connectionId, departure, { kind: 'unused' });
      order.signal?.throwIfAborted();
    }
    const isInTime = databaseClock.timeSince(departure.start) <= departure.allowedDelayMs;
    if (isInTime && !queue.isHeldBack(departure)) return departure;
    if (departure.isWatched) await land(connectionId, departure, { kind: 'unused' });
    else queue.refund(order.priority);
  }
}

function openQueue(connectionId: string): TurnQueue {
  const queues = listQueues();
  const giveBack = (departure: Departure) => void land(connectionId, departure, { kind: 'unused' });
  const queue = queues.get(connectionId) ?? new TurnQueue(connectionId, giveBack);
  queues.set(connectionId, queue);
  return queue;
}

function judgeResponse(response: HttpResponse): Landing {
  const { isThrottled, ...told } = readRateSignals(response, Date.now());
  if (isThrottled) return { kind: 'throttled', ...told };
  return { kind: brokenStatuses.has(response.status) ? 'failed' : 'answered', ...told };
}

/** Writes down how a request ended where that matters to others. The answer itself is never lost to a failure here. */
async function land(connectionId: string, departure: Departure, landing: Landing): Promise<void> {
  const { vendor, ...told } = landing;
  const isNews = departure.isWatched || !quietKinds.has(told.kind) || told.pauseMs !== undefined;
  const isCountDue = vendor !== undefined && isVendorDue(connectionId);
  if (!isNews && !isCountDue) return;
  try {
    await writeLanding(connectionId, departure, isCountDue ? landing : told);
  } catch (error) {
    getLogger('egress').warn({ err: error, connectionId }, 'The end of a request was not written down');
  }
}

function isVendorDue(connectionId: string): boolean {
  const now = performance.now();
  const writtenAt = vendorWrittenAt.get(connectionId);
  if (writtenAt !== undefined && now - writtenAt < vendorIntervalMs) return false;
  vendorWrittenAt.set(connectionId, now);
  return true;
}

async function writeLanding(connectionId: string, departure: Departure, landing: Landing): Promise<void> {
  const refund = landing.kind === 'unused' ? -1 : 0;
  const { before, after } = await changeLimits(connectionId, ({ state, limits, now }) => {
    const landed = landRequest(state, limits.windows, departure, landing, now);
    const hasLanded = departure.ticket in state.flights && state.crowdedUntil > now;
    const interactive = departure.priority === 'interactive' ? refund : 0;
    return { state: landed, requests: refund, interactive, tellLanding: hasLanded };
  });
  openQueue(connectionId).learn(after);
  if (departure.ticket in before.flights) openQueue(connectionId).wake();
  if (after.isPauseShown && after.pausedUntil > before.pausedUntil) await showPause(connectionId, after.pausedUntil);
  else if (before.isPauseShown && !after.isPauseShown) await hidePause(connectionId);
}
