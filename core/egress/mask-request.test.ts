import { expect, it } from 'vitest';
import { maskRequest } from './mask-request.ts';

it('shows a request as it goes out, without what it proves itself with', () => {
  const masked = maskRequest({
    method: 'POST',
    url: 'https://api.example.com/contacts?list=news&api_key=s3cret%2F&page=2',
    headers: {
      Authorization: 'Bearer token-1234',
      'X-Api-Key': 'typed by hand',
      'Idempotency-Key': 'run_1:n:1',
      'x-note': 'carries s3cret/ too',
    },
    body: '[{"note":"token-1234 is not data","name":"Ana"}]',
    secrets: ['token-1234', 's3cret/'],
  });
  expect(masked.url).toBe('https://api.example.com/contacts?list=news&api_key=•••&page=2');
  expect(Object.fromEntries(masked.headers.map(({ name, value }) => [name, value]))).toMatchObject({
    'user-agent': 'Telar',
    authorization: 'Bearer •••',
    'x-api-key': '•••',
    'idempotency-key': 'run_1:n:1',
    'x-note': 'carries ••• too',
  });
  expect(masked.body).toBe('[{"note":"••• is not data","name":"Ana"}]');
});

it('hides parts of the path that are long and mixed, as in the addresses of hooks', () => {
  const url = 'https://hooks.example/T0/B0/a1B2c3D4e5F6g7H8i9J0k1L2?sig=abc&design=new';
  expect(maskRequest({ method: 'POST', url }).url).toBe('https://hooks.example/T0/B0/•••?sig=•••&design=new');
});

it('leaves alone what is no secret', () => {
  const request = {
    method: 'PUT',
    url: 'https://x.example/a?b=c',
    headers: { accept: '*/*' },
    body: '{"a":1}',
  } as const;
  expect(maskRequest(request)).toMatchObject({ url: request.url, body: request.body });
});
