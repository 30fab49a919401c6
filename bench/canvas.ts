/**
 * The builder with a pipeline of 200 steps, on a production build in Chromium: work of the page per frame while a
 * step is dragged, time until the canvas can be used, time from a keystroke to new rows, and JavaScript on the wire.
 * Usage: canvas [steps]. The last line is one JSON object with the values, their limits and whether each is met; every
 * value is a median of five.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { createTestDatabase } from '#core/platform/create-test-database.ts';
import { makeWideGraph } from './make-wide-graph.ts';
import { median } from './median.ts';

const steps = Number(process.argv[2] ?? 200);
const repetitions = 5;
/** For 200 steps, and 1,000 rows in the sample of each source. */
const limits = { frameWorkMs: 10, openMs: 1500, keystrokeToPreviewMs: 400, builderJsKib: 350 };
const owner = { name: 'Bench', email: 'bench@example.com', password: 'correct horse battery' };

const database = await createTestDatabase({ migrated: false });
const dataDir = resolve('.telar/bench/canvas');
const product = spawn(process.execPath, ['scripts/supervisor.ts'], {
  env: { ...process.env, DATABASE_URL: database.url, TELAR_DATA_DIR: dataDir, TELAR_LOG_LEVEL: 'error' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const executablePath = ['/usr/bin/chromium'].find((path) => existsSync(path));
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
try {
  const url = await readAddress();
  const page = await browser.newPage({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const path = await preparePipeline(page, url);
  const session = await page.context().newCDPSession(page);
  const opens = [];
  for (let time = 0; time < repetitions; time++) opens.push(await open(page, path));
  const values = {
    frameWorkMs: round(await repeat(() => measureDrag(page, session))),
    openMs: round(median(opens.map(({ ms }) => ms))),
    keystrokeToPreviewMs: round(await measureKeystrokes(page, path)),
    builderJsKib: round(median(opens.map(({ kib }) => kib))),
  };
  const isMet = (name: keyof typeof limits) => values[name] <= limits[name];
  const met = Object.fromEntries(Object.keys(limits).map((name) => [name, isMet(name as keyof typeof limits)]));
  console.log(JSON.stringify({ bench: 'canvas', steps, ...values, limits, met }));
} finally {
  await browser.close();
  product.kill('SIGTERM');
  await new Promise((done) => product.once('exit', done));
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

async function repeat(measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let time = 0; time < repetitions; time++) values.push(await measure());
  return median(values);
}

function readAddress(): Promise<string> {
  return new Promise((found, reject) => {
    product.on('exit', (code) => reject(new Error(`the product ended with ${code}`)));
    createInterface({ input: product.stdout }).on('line', (line) => {
      const address = /Open (http:\S+)/.exec(line)?.[1];
      if (address !== undefined) found(address);
    });
  });
}

/** Signs in and stores the pipeline; answers the path of its builder. */
async function preparePipeline(page: Page, url: string): Promise<string> {
  const headers = { origin: url };
  await page.request.post('/api/v1/setup', { data: { ...owner, workspaceName: 'Bench' }, headers });
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password', { exact: true }).fill(owner.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/home');
  const data = { name: 'Bench', graph: makeWideGraph(steps) };
  const answer = await page.request.post('/api/v1/pipelines', { data, headers });
  if (!answer.ok()) throw new Error(await answer.text());
  return `/pipelines/${(await answer.json()).id}`;
}

/** Opens the builder until every step is drawn, with nothing cached in memory; answers the compressed JavaScript it loads. */
async function open(page: Page, path: string): Promise<{ ms: number; kib: number }> {
  await page.goto('about:blank');
  const startedAt = performance.now();
  await page.goto(path);
  await page.waitForFunction((count) => document.querySelectorAll('.react-flow__node-step').length >= count, steps, {
    polling: 'raf',
  });
  const ms = performance.now() - startedAt;
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry): entry is PerformanceResourceTiming => entry.name.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
  return { ms, kib: bytes / 1024 };
}

/** Script, style and layout in milliseconds per frame while a step is dragged across the canvas. */
async function measureDrag(page: Page, session: CDPSession): Promise<number> {
  const [x, y] = await findStepInSight(page);
  const moves = 60;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 8, y + 8);
  const before = await readWork(session);
  for (let move = 1; move <= moves; move++) {
    await page.mouse.move(x + 8 + move * 2, y + 8 + move);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  const after = await readWork(session);
  await page.mouse.move(x, y);
  await page.mouse.up();
  return (after - before) / moves;
}

/** The middle of a step that nothing covers. */
async function findStepInSight(page: Page): Promise<readonly [number, number]> {
  const place = await page.evaluate(() => {
    for (const step of document.querySelectorAll('.react-flow__node-step')) {
      const { left, top, width, height } = step.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      if (step.contains(document.elementFromPoint(x, y))) return [x, y] as const;
    }
    return null;
  });
  if (place === null) throw new Error('no step is in sight');
  return place;
}

/** Milliseconds that the page has spent so far on script, style and layout. */
async function readWork(session: CDPSession): Promise<number> {
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const wanted = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'];
  const seconds = metrics.filter(({ name }) => wanted.includes(name)).reduce((sum, { value }) => sum + value, 0);
  return seconds * 1000;
}

/** From a digit typed into the first condition of a filter to the rows it leaves. */
async function measureKeystrokes(page: Page, path: string): Promise<number> {
  await page.goto(`${path}?node=step_1`);
  const value = page.getByRole('complementary', { name: 'Settings of Step 1' }).getByLabel('Value').first();
  await value.fill('a');
  const isPreview = (response: { url(): string }) => response.url().endsWith('/preview');
  await page.waitForResponse(isPreview);
  const values: number[] = [];
  for (let time = 0; time < repetitions; time++) {
    const answered = page.waitForResponse(isPreview);
    const startedAt = performance.now();
    await value.press(String(time));
    await answered;
    await page.evaluate(() => new Promise(requestAnimationFrame));
    values.push(performance.now() - startedAt);
  }
  return median(values);
}
