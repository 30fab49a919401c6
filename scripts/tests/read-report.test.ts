import { describe, expect, it } from 'vitest';
import { readPlaywrightReport, readVitestReport } from './read-report.ts';

describe('reports', () => {
  it('counts the browser tests, and names those that failed, were skipped or needed a second try', () => {
    const specs = ['expected', 'flaky', 'unexpected', 'skipped', 'interrupted'].map((status) => ({
      title: status,
      tests: [{ status }],
    }));
    const report = { suites: [{ title: 'a.spec.ts', suites: [{ title: 'inner', specs }] }] };
    expect(readPlaywrightReport(JSON.stringify(report))).toEqual({
      passed: 2,
      failed: 2,
      skipped: ['inner › skipped'],
      failures: ['inner › unexpected', 'inner › interrupted'],
      flaky: ['inner › flaky'],
    });
  });

  it('counts a file that could not be run as a failure', () => {
    const assertionResults = [{ fullName: 'adds', status: 'passed' }];
    const report = {
      testResults: [
        { name: 'good.test.ts', status: 'passed', assertionResults },
        { name: 'broken.test.ts', status: 'failed', assertionResults: [] },
      ],
    };
    expect(readVitestReport(JSON.stringify(report))).toMatchObject({
      passed: 1,
      failed: 1,
      failures: ['broken.test.ts'],
    });
  });
});
