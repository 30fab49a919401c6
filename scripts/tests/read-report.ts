/** Outcome of a stage; skips and failures by name, and what failed once but passed when tried again. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: string[];
  failures: string[];
  flaky: string[];
}

export function createTally(part: Partial<Tally> = {}): Tally {
  return { passed: 0, failed: 0, skipped: [], failures: [], flaky: [], ...part };
}

interface VitestReport {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

/** Reads Vitest's JSON report. A file that could not be run at all counts as one failure. */
export function readVitestReport(json: string): Tally {
  const tally = createTally();
  for (const { name, status, assertionResults } of (JSON.parse(json) as VitestReport).testResults) {
    if (assertionResults.length === 0 && status === 'failed') count(tally, 'failed', name);
    for (const result of assertionResults) count(tally, result.status, result.fullName);
  }
  return tally;
}

const outcomes: Readonly<Record<string, string>> = { expected: 'passed', flaky: 'passed', skipped: 'skipped' };

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; tests: { status: string }[] }[];
}

/** Reads Playwright's JSON report. A flaky test passed in the end, but not reliably: it is counted and named. */
export function readPlaywrightReport(json: string): Tally {
  const tally = createTally();
  const visit = (suite: PlaywrightSuite): void => {
    for (const spec of suite.specs ?? []) {
      for (const { status } of spec.tests) {
        const name = `${suite.title} › ${spec.title}`;
        if (status === 'flaky') tally.flaky.push(name);
        count(tally, outcomes[status] ?? 'failed', name);
      }
    }
    for (const child of suite.suites ?? []) visit(child);
  };
  for (const suite of (JSON.parse(json) as { suites: PlaywrightSuite[] }).suites) visit(suite);
  return tally;
}

function count(tally: Tally, status: string, name: string): void {
  if (status === 'passed') tally.passed += 1;
  else if (status === 'failed') {
    tally.failed += 1;
    tally.failures.push(name);
  } else tally.skipped.push(name);
}
