/** Outcome of a stage; skips and failures by name. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: string[];
  failures: string[];
}

interface VitestReport {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

/** Reads Vitest's JSON report. A file that could not be run at all counts as one failure. */
export function readVitestReport(json: string): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: [], failures: [] };
  for (const { name, status, assertionResults } of (JSON.parse(json) as VitestReport).testResults) {
    if (assertionResults.length === 0 && status === 'failed') count(tally, 'failed', name);
    for (const result of assertionResults) count(tally, result.status, result.fullName);
  }
  return tally;
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; tests: { status: string }[] }[];
}

/** Reads Playwright's JSON report. A flaky test passed in the end, but not reliably: it counts as failed. */
export function readPlaywrightReport(json: string): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: [], failures: [] };
  const visit = (suite: PlaywrightSuite): void => {
    for (const spec of suite.specs ?? []) {
      for (const { status } of spec.tests) {
        const outcome = status === 'expected' ? 'passed' : status === 'skipped' ? 'skipped' : 'failed';
        count(tally, outcome, `${suite.title} › ${spec.title}`);
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
