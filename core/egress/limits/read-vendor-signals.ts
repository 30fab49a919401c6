import type { HttpResponse } from '#connectors/kit/http-client.ts';
import type { VendorUsage } from './limit-state.ts';

export interface RateSignals {
  /** The request was not served because of a limit. */
  readonly isThrottled: boolean;
  /** Send nothing for so long. */
  readonly pauseMs?: number;
  /** The vendor's own count. */
  readonly vendor?: Omit<VendorUsage, 'at'>;
}

type Signals = Partial<RateSignals>;

/** A day that is used up, at a vendor that does not say when it ends. */
const dayRetryMs = 15 * 60_000;
/** A refusal is short. */
const longestBody = 4096;

/**
 * Signals that one vendor alone gives, in headers or in the body of a refusal. Each is known by a name that nobody else
 * uses, so any answer may be looked at.
 */
export function readVendorSignals(response: HttpResponse, now: number): Signals {
  return Object.assign({}, readHubSpot(response), readDailyCounts(response), readRefusal(response, now));
}

/** `X-HubSpot-RateLimit-…`: what is left of the interval, and how long the interval is. */
function readHubSpot({ headers }: HttpResponse): Signals {
  const remaining = headers['x-hubspot-ratelimit-remaining'];
  const interval = Number(headers['x-hubspot-ratelimit-interval-milliseconds']);
  return remaining === '0' && interval > 0 ? { pauseMs: interval } : {};
}

/** Counts of the day: Salesforce, HubSpot, Pipedrive. */
function readDailyCounts({ headers }: HttpResponse): Signals {
  const salesforce = /api-usage=(\d+)\/(\d+)/.exec(headers['sforce-limit-info'] ?? '');
  if (salesforce !== null) return countUsed(Number(salesforce[1]), Number(salesforce[2]));
  for (const prefix of ['x-hubspot-ratelimit-daily', 'x-daily-ratelimit-token']) {
    const limit = Number(headers[prefix] ?? headers[`${prefix}-limit`]);
    const remaining = Number(headers[`${prefix}-remaining`] ?? Number.NaN);
    if (limit > 0 && remaining >= 0) return countUsed(limit - remaining, limit);
  }
  return {};
}

function countUsed(used: number, limit: number): Signals {
  return { vendor: { used, limit }, ...(used >= limit && { pauseMs: dayRetryMs }) };
}

interface Refusal {
  readonly status: number;
  readonly text: RegExp;
  readonly pauseMs?: (now: number) => number;
}

/** Refusals for a limit that do not come as 429, or that last until the vendor's day ends. The first that fits counts. */
const refusals: readonly Refusal[] = [
  // Salesforce
  { status: 403, text: /TotalRequests Limit exceeded/, pauseMs: () => dayRetryMs },
  { status: 403, text: /"REQUEST_LIMIT_EXCEEDED"/ },
  // YouTube's day ends at midnight in California.
  { status: 403, text: /"quotaExceeded"/, pauseMs: (now) => untilMidnight('America/Los_Angeles', now) },
  // Google
  { status: 403, text: /"rateLimitExceeded"/ },
  // Canvas
  { status: 403, text: /Rate Limit Exceeded/ },
  // Constant Contact
  { status: 429, text: /"quota_exceeded"/, pauseMs: (now) => untilMidnight('UTC', now) },
  // HubSpot
  { status: 429, text: /"policyName"\s*:\s*"DAILY"/, pauseMs: () => dayRetryMs },
  { status: 429, text: /"policyName"\s*:\s*"TEN_SECONDLY_ROLLING"/, pauseMs: () => 10_000 },
  // Marketo answers 200.
  { status: 200, text: marketoError(607), pauseMs: (now) => untilMidnight('America/Chicago', now) },
  { status: 200, text: marketoError(606), pauseMs: () => 20_000 },
  { status: 200, text: marketoError(615) },
];

function marketoError(code: number): RegExp {
  return new RegExp(`^\\s*\\{[^[]*"success"\\s*:\\s*false[\\s\\S]*"code"\\s*:\\s*"${code}"`);
}

function readRefusal({ status, body }: HttpResponse, now: number): Signals {
  const candidates = refusals.filter((refusal) => refusal.status === status);
  if (candidates.length === 0 || body.length > longestBody) return {};
  const text = new TextDecoder().decode(body);
  const found = candidates.find((refusal) => refusal.text.test(text));
  return found === undefined ? {} : { isThrottled: true, ...(found.pauseMs && { pauseMs: found.pauseMs(now) }) };
}

/** Milliseconds until the date changes there, found within a second whatever the clocks do that day. */
function untilMidnight(timeZone: string, now: number): number {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const today = format.format(now);
  let [before, after] = [0, 26 * 3_600_000];
  while (after - before > 1000) {
    const middle = (before + after) / 2;
    if (format.format(now + middle) === today) before = middle;
    else after = middle;
  }
  return after;
}
