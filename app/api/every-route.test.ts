import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isHandled } from './handle-request.ts';

/** Sign-in itself is next-auth's, with its own protection. */
const exceptions = ['app/api/auth/[...nextauth]/route.ts'];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const files = globSync('app/**/route.{ts,tsx,js}').filter((file) => !exceptions.includes(file));

describe('every route', () => {
  it('is found', () => expect(files.length).toBeGreaterThan(20));

  it.each(files)('%s answers through handleRequest alone', async (file) => {
    const exported = Object.entries((await import(/* @vite-ignore */ `../../${file}`)) as Record<string, unknown>);
    const answering = exported.filter(([name]) => methods.includes(name));
    expect(answering.length).toBeGreaterThan(0);
    expect(answering.filter(([, handler]) => !isHandled(handler))).toEqual([]);
  });
});
