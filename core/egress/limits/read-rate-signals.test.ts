import { describe, expect, it } from 'vitest';
import { readRateSignals } from './read-rate-signals.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const read = (status: number, headers: Record<string, string>, body = '') =>
  readRateSignals({ status, headers, body: new TextEncoder().encode(body), url: 'https://api.example.com/' }, now);
const hoursMs = (hours: number) => hours * 3_600_000;

describe('a pause', () => {
  it.each<[string, number, Record<string, string>, number]>([
    ['Retry-After in seconds', 429, { 'retry-after': '7' }, 7_000],
    ['Retry-After as a date', 429, { 'retry-after': 'Tue, 24 Nov 2026 12:00:30 GMT' }, 30_000],
    [
      'by the clock of the vendor',
      429,
      { 'retry-after': 'Tue, 24 Nov 2026 13:00:30 GMT', date: 'Tue, 24 Nov 2026 13:00:00 GMT' },
      30_000,
    ],
    ['Retry-After of a server that is down', 503, { 'retry-after': '120' }, 120_000],
    ['Retry-After as an ISO date, as Zoom says', 429, { 'retry-after': '2026-11-24T12:02:00Z' }, 120_000],
    [
      'reset in seconds since 1970',
      200,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 9) },
      9_000,
    ],
    [
      'reset in milliseconds since 1970',
      200,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now + 9_000) },
      9_000,
    ],
    ['reset in seconds from now', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' }, 9_000],
    [
      'reset as a date, as Vimeo says',
      200,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-11-24T12:00:09Z' },
      9_000,
    ],
    ['reset of a refusal that counts nothing', 429, { 'x-ratelimit-reset': '9' }, 9_000],
    ['older drafts', 200, { 'ratelimit-limit': '100', 'ratelimit-remaining': '0', 'ratelimit-reset': '50' }, 50_000],
    ['a draft with everything in one', 200, { ratelimit: 'limit=100, remaining=0, reset=50' }, 50_000],
    ['the current draft', 200, { ratelimit: '"minute";r=0;t=12' }, 12_000],
    ['the longest of several windows', 200, { ratelimit: '"minute";r=0;t=12, "day";r=0;t=600' }, 600_000],
    [
      'the window of its policy',
      200,
      { ratelimit: '"hour";r=0', 'ratelimit-policy': '"minute";q=10;w=60, "hour";q=100;w=3600' },
      3_600_000,
    ],
    [
      'HubSpot',
      200,
      { 'x-hubspot-ratelimit-remaining': '0', 'x-hubspot-ratelimit-interval-milliseconds': '10000' },
      10_000,
    ],
  ])('is read: %s', (_name, status, headers, pauseMs) => {
    expect(read(status, headers)).toMatchObject({ pauseMs, isThrottled: status !== 200 });
  });

  it.each<[string, number, string, number | undefined]>([
    [
      'Salesforce, whole day',
      403,
      '[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]',
      900_000,
    ],
    [
      'Salesforce, at once',
      403,
      '[{"message":"ConcurrentRequests (Concurrent API Requests) Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]',
      undefined,
    ],
    ['YouTube', 403, '{"error":{"code":403,"errors":[{"reason":"quotaExceeded"}]}}', hoursMs(20)],
    ['Google', 403, '{"error":{"code":403,"errors":[{"reason":"rateLimitExceeded"}]}}', undefined],
    ['Canvas', 403, '403 Forbidden (Rate Limit Exceeded)', undefined],
    ['Constant Contact', 429, '[{"error_key":"quota_exceeded"}]', hoursMs(12)],
    ['HubSpot, ten seconds', 429, '{"errorType":"RATE_LIMIT","policyName":"TEN_SECONDLY_ROLLING"}', 10_000],
    ['Marketo, day', 200, '{"requestId":"a","success":false,"errors":[{"code":"607","message":"b"}]}', hoursMs(18)],
    ['Marketo, 20 seconds', 200, '{"requestId":"a","success":false,"errors":[{"code":"606","message":"b"}]}', 20_000],
  ])('is known from the body: %s', (_name, status, body, pauseMs) => {
    const signals = read(status, {}, body);
    expect(signals.isThrottled).toBe(true);
    if (pauseMs === undefined) expect(signals.pauseMs).toBeUndefined();
    else expect(Math.abs((signals.pauseMs ?? 0) - pauseMs)).toBeLessThanOrEqual(1_000);
  });

  it.each<[string, number, Record<string, string>, string]>([
    ['while something remains', 200, { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '9' }, ''],
    ['of windows with room', 200, { ratelimit: '"minute";r=4;t=12' }, ''],
    ['in the past', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 - 9) }, ''],
    ['of years', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999' }, ''],
    ['that is no time', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' }, ''],
    ['for a plain refusal', 403, {}, '{"error":"forbidden"}'],
    ['for rows that speak of limits', 200, {}, '{"success":true,"result":[{"code":"607"}]}'],
    ['for Retry-After on a redirect', 301, { 'retry-after': '7' }, ''],
  ])('is not taken: %s', (_name, status, headers, body) => {
    expect(read(status, headers, body)).toEqual({ isThrottled: false });
  });

  it('without a length is left to whoever asked too often', () => {
    expect(read(429, {})).toEqual({ isThrottled: true });
  });

  it('is never longer than a day and an hour', () => {
    expect(read(429, { 'retry-after': '9999999' }).pauseMs).toBe(hoursMs(25));
  });
});

describe('the count of the day', () => {
  it.each<[string, Record<string, string>, object]>([
    ['Salesforce', { 'sforce-limit-info': 'api-usage=10018/100000' }, { vendor: { used: 10018, limit: 100000 } }],
    [
      'Salesforce, used up',
      { 'sforce-limit-info': 'api-usage=15000/15000' },
      { vendor: { used: 15000, limit: 15000 }, pauseMs: 900_000 },
    ],
    [
      'HubSpot',
      { 'x-hubspot-ratelimit-daily': '250000', 'x-hubspot-ratelimit-daily-remaining': '249000' },
      { vendor: { used: 1000, limit: 250000 } },
    ],
    [
      'Pipedrive',
      { 'x-daily-ratelimit-token-limit': '30000', 'x-daily-ratelimit-token-remaining': '29990' },
      { vendor: { used: 10, limit: 30000 } },
    ],
  ])('is read: %s', (_name, headers, expected) => {
    expect(read(200, headers)).toEqual({ isThrottled: false, ...expected });
  });
});
