import type { HttpResponse } from '#connectors/kit/http-client.ts';
import { readRetryAfter } from '#connectors/kit/read-retry-after.ts';
import { type RateSignals, readVendorSignals } from './read-vendor-signals.ts';

/** Nobody closes for longer than a day; what says so is misread. */
const longestPauseMs = 25 * 3_600_000;

/**
 * What an answer says about the pace of requests: `Retry-After`, `RateLimit` and `RateLimit-Policy` in all their drafts,
 * `X-RateLimit-…` and what vendors say in ways of their own. Moments are compared with the vendor's own clock where it
 * tells the time, so that a difference between the clocks does not matter.
 */
export function readRateSignals(response: HttpResponse, localNow: number): RateSignals {
  const { status, headers } = response;
  const now = Date.parse(headers.date ?? '') || localNow;
  const own = readVendorSignals(response, now);
  const isThrottled = status === 429 || own.isThrottled === true;
  const asked = status === 429 || status === 503 ? readRetryAfter(headers['retry-after'], now) : null;
  const pauseMs = asked ?? own.pauseMs ?? readExhaustion(headers, now, isThrottled);
  return {
    isThrottled: isThrottled || (status === 503 && asked !== null),
    ...(pauseMs !== null && pauseMs > 0 && { pauseMs: Math.min(pauseMs, longestPauseMs) }),
    ...(own.vendor !== undefined && { vendor: own.vendor }),
  };
}

type Headers = HttpResponse['headers'];

/** How long until there is room again, when the headers say that there is none, or the status does. */
function readExhaustion(headers: Headers, now: number, isThrottled: boolean): number | null {
  const waits = [...readRateLimit(headers), ...readRemaining(headers, now)]
    .filter(({ remaining }) => remaining === 0 || (isThrottled && remaining === null))
    .flatMap(({ resetMs }) => resetMs ?? [])
    .filter((wait) => wait > 0 && wait <= longestPauseMs);
  return waits.length === 0 ? null : Math.max(...waits);
}

interface Window {
  readonly remaining: number | null;
  readonly resetMs: number | null;
}

/** `RateLimit: "minute";r=0;t=12` as of draft 8, where the policy names the window, or `limit=100, remaining=0, reset=12`. */
function readRateLimit(headers: Headers): Window[] {
  const text = headers.ratelimit;
  if (text === undefined) return [];
  if (/\bremaining\s*=/i.test(text)) {
    return [{ remaining: readParam(text, 'remaining'), resetMs: toMs(readParam(text, 'reset')) }];
  }
  const policies = splitItems(headers['ratelimit-policy'] ?? '');
  return splitItems(text).map((item) => {
    const policy = policies.find((one) => nameOf(one) === nameOf(item));
    return { remaining: readParam(item, 'r'), resetMs: toMs(readParam(item, 't') ?? readParam(policy ?? '', 'w')) };
  });
}

/** `X-RateLimit-Remaining` and `-Reset`, with and without the X and the hyphen. */
function readRemaining(headers: Headers, now: number): Window[] {
  return ['x-ratelimit', 'x-rate-limit', 'ratelimit'].flatMap((prefix) => {
    const remaining = readNumber(headers[`${prefix}-remaining`]);
    const resetMs = readReset(headers[`${prefix}-reset`], now);
    return remaining === null && resetMs === null ? [] : [{ remaining, resetMs }];
  });
}

/** A moment in seconds or milliseconds since 1970, seconds from now, or a date. */
function readReset(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  const value = readNumber(text);
  if (value === null) return Number.isNaN(Date.parse(text)) ? null : Date.parse(text) - now;
  if (value > 1e12) return value - now;
  return value > 1e9 ? value * 1000 - now : value * 1000;
}

function readNumber(text: string | undefined): number | null {
  // Several limits in one header (`12, 40;w=1`): the first is the one that is closest.
  const [first = ''] = (text ?? '').split(/[,;]/);
  return /^\s*-?\d+(\.\d+)?\s*$/.test(first) ? Math.max(0, Number(first)) : null;
}

function splitItems(text: string): string[] {
  return text.split(',').map((item) => item.trim());
}

function nameOf(item: string): string {
  return (item.split(';')[0] ?? '').trim();
}

function readParam(text: string, name: string): number | null {
  const found = new RegExp(`(?:^|[;,\\s])${name}\\s*=\\s*"?(\\d+(?:\\.\\d+)?)`, 'i').exec(text);
  return found === null ? null : Number(found[1]);
}

function toMs(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000;
}
