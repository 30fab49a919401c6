import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Cookie, Page } from '@playwright/test';
import pg from 'pg';

export interface Product {
  /** Where the web interface answers. */
  readonly url: string;
  readonly databaseUrl: string;
  /** An empty database for pipelines to write to. */
  readonly warehouseUrl: string;
  readonly dataDir: string;
}

/** Written by the global setup, read by the tests. */
export const productFile = resolve('test-results/product.json');

export const owner = { name: 'Ana García', email: 'ana@example.com', password: 'correct horse battery' };

export function readProduct(): Product {
  return JSON.parse(readFileSync(productFile, 'utf8')) as Product;
}

/** Runs one statement on a database and answers its rows. */
export async function queryDatabase(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

let session: Cookie[] | undefined;

/** Signs the owner in, creating the owner first on an empty product. Later tests go on with the session of the first. */
export async function signIn(page: Page): Promise<void> {
  const { url } = readProduct();
  if (session !== undefined) return page.context().addCookies(session);
  const headers = { origin: url };
  const setup = { ...owner, workspaceName: 'Sample company' };
  await page.request.post(`${url}/api/v1/setup`, { data: setup, headers });
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password', { exact: true }).fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/home');
  session = (await page.context().cookies()).filter(({ name }) => name.includes('session'));
}
