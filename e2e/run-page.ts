import { expect, type Locator, type Page } from '@playwright/test';
import { readProduct } from './product.ts';

export interface StepCounts {
  readonly in: number;
  readonly out: number;
  readonly filtered: number;
  readonly rejected: number;
  readonly loaded: number;
}

/** The page of one run: what happened, step by step. */
export class RunPage {
  readonly page: Page;
  readonly steps: Locator;

  constructor(page: Page) {
    this.page = page;
    this.steps = page.getByRole('region', { name: 'Steps' }).getByRole('table');
  }

  async open(runId: string): Promise<void> {
    await this.page.goto(`${readProduct().url}/runs/${runId}`);
    await this.waitUntilOpen();
  }

  async waitUntilOpen(): Promise<void> {
    await this.page.waitForURL('**/runs/run_*');
    await expect(this.steps).toBeVisible();
  }

  /** A number of the strip on top, such as "Read". */
  fact(label: string): Locator {
    return this.page.getByRole('term').filter({ hasText: label }).locator('xpath=following-sibling::dd');
  }

  /** The counts that the table shows for a step. */
  async readCounts(name: string): Promise<StepCounts> {
    const row = this.steps.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name }) });
    const [, ...cells] = await row.getByRole('cell').allInnerTexts();
    const [rowsIn = 0, out = 0, filtered = 0, rejected = 0, loaded = 0] = cells.map(readNumber);
    return { in: rowsIn, out, filtered, rejected, loaded };
  }
}

/** A number as the page writes it, in its first line: grouped by commas, a dash for none. */
export function readNumber(text: string): number {
  const [first = ''] = text.trim().split('\n');
  return first === '–' ? 0 : Number(first.replaceAll(',', ''));
}
