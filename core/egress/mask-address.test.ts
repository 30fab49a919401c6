import { expect, it } from 'vitest';
import { maskAddress } from './mask-address.ts';

it.each([
  ['https://api.example.com/contacts?page=2&limit=100', 'https://api.example.com/contacts?page=2&limit=100'],
  ['https://a.example/x?since=2026-11-24T10:00:00Z', 'https://a.example/x?since=2026-11-24T10:00:00Z'],
  ['https://a.example/x?api_key=12345&email=ana@example.com', 'https://a.example/x?api_key=•••&email=•••'],
  ['https://a.example/0031x00000abcdEAA', 'https://a.example/0031x00000abcdEAA'],
  ['https://a.example/4f6c0c0e-4c1c-4f0e-9d57-1d8e8f5a9b11', 'https://a.example/4f6c0c0e-4c1c-4f0e-9d57-1d8e8f5a9b11'],
  ['https://hooks.example/T0/B0/a1B2c3D4e5F6g7H8i9J0k1L2', 'https://hooks.example/T0/B0/•••'],
  ['https://a.example/v1/s%C3%A9cret%2Fpart/x', 'https://a.example/v1/•••/x'],
  ['https://a.example/?q=séCRET', 'https://a.example/?q=•••'],
  ['https://a.example/%E0%A4%A', 'https://a.example/%E0%A4%A'],
  ['https://user1.example/user1?x=&y=true', 'https://user1.example/•••?x=&y=true'],
])('%s is logged as %s', (address, logged) => {
  expect(maskAddress(address, ['sécret/part', 'user1', 'x'])).toBe(logged);
});
