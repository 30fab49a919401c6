import { expect, it } from 'vitest';
import { listCredentials, maskEcho } from './mask-echo.ts';

const connection = { id: 'conn_1', config: {}, secret: { password: 'pass/word "1"', pin: '1' } };
const basic = Buffer.from('ana:pass/word "1"').toString('base64');
const secrets = () => listCredentials(request, connection);
const request = {
  method: 'GET',
  url: 'https://crm.example.com/',
  headers: { Authorization: `Basic ${basic}` },
} as const;

function answer(status: number, body: string) {
  return { status, url: request.url, headers: { 'x-echo': `Basic ${basic}` }, body: Buffer.from(body) };
}

it('takes credentials out of an error, however they are written, and leaves the rest', () => {
  const echo = `1 ${basic} ${encodeURIComponent('pass/word "1"')} ${JSON.stringify('pass/word "1"')} ñ`;
  const masked = maskEcho(answer(401, echo), secrets());
  expect(Buffer.from(masked.body).toString()).toBe('1 ••• ••• "•••" ñ');
  expect(masked.headers['x-echo']).toBe('Basic •••');
});

it('leaves data alone', () => {
  const data = answer(200, 'pass/word "1"');
  expect(maskEcho(data, secrets())).toBe(data);
});
