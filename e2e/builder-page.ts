import { expect, type Locator, type Page } from '@playwright/test';
import { readProduct } from './product.ts';

/** The builder as a person finds it: palette, canvas, settings of a step, rows, and the bar on top. */
export class BuilderPage {
  readonly page: Page;
  readonly canvas: Locator;
  readonly palette: Locator;
  readonly preview: Locator;
  readonly runBar: Locator;

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.getByRole('region', { name: 'Canvas' });
    this.palette = page.getByRole('complementary', { name: 'Steps' });
    this.preview = page.getByRole('region', { name: 'Preview' });
    this.runBar = page.getByRole('region', { name: 'Run', exact: true });
  }

  /** Opens a new pipeline with nothing on its canvas. */
  async openBlank(): Promise<void> {
    await this.page.goto(`${readProduct().url}/pipelines`);
    await this.page.getByRole('button', { name: /New pipeline|Start from a blank canvas/ }).click();
    await this.waitUntilOpen();
  }

  async open(pipelineId: string): Promise<void> {
    await this.page.goto(`${readProduct().url}/pipelines/${pipelineId}`);
    await this.waitUntilOpen();
  }

  async waitUntilOpen(): Promise<void> {
    await this.page.waitForURL('**/pipelines/pipe_*');
    await expect(this.canvas).toBeVisible();
  }

  get pipelineId(): string {
    return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
  }

  /** A step on the canvas, by the name it shows. */
  step(name: string): Locator {
    return this.canvas.locator('.react-flow__node').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** The settings of the selected step. */
  settings(name: string): Locator {
    return this.page.getByRole('complementary', { name: `Settings of ${name}`, exact: true });
  }

  paletteItem(kind: string): Locator {
    return this.palette.getByRole('option', { name: kind, exact: true });
  }

  /** Adds a step by a click; it follows the selected one. */
  async addStep(kind: string): Promise<Locator> {
    await this.paletteItem(kind).click();
    return this.settings(kind);
  }

  /** Drags a step from the palette to a place on the canvas, in pixels from its corner. */
  async dropStep(kind: string, position: { x: number; y: number }): Promise<Locator> {
    await this.paletteItem(kind).dragTo(this.canvas, { targetPosition: position });
    return this.settings(kind);
  }

  /** Draws a line from the output of one step to the input of another, as far as the pointer. */
  async drawConnection(from: string, to: string): Promise<void> {
    const start = await centerOf(this.step(from).locator('.react-flow__handle.source'));
    const end = await centerOf(this.step(to).locator('.react-flow__handle.target'));
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
    await this.page.mouse.move(end.x, end.y, { steps: 4 });
    await this.page.mouse.up();
  }

  connection(from: string, to: string): Locator {
    return this.canvas.getByRole('group', { name: `Connection from ${from} to ${to}` });
  }

  /** Picks an entry of a list in the settings, by its label. */
  async choose(settings: Locator, label: string, option: string): Promise<void> {
    await settings.getByRole('combobox', { name: label }).last().click();
    await this.option(option).click();
  }

  option(text: string): Locator {
    return this.page.getByRole('option').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  /** Waits until the preview says how many rows come out of the step at hand. */
  async expectRows(text: string | RegExp): Promise<void> {
    await expect(this.preview.getByText(text).last()).toBeVisible();
  }

  /** The table of what comes out of the step at hand. */
  get output(): Locator {
    return this.preview.getByRole('grid', { name: 'Output' });
  }

  /** Rows in sight of what comes out, each as its cells in the order of the columns. */
  async readOutput(): Promise<string[][]> {
    const rows = await this.output.getByRole('row').all();
    return Promise.all(rows.slice(1).map((row) => row.getByRole('gridcell').allInnerTexts()));
  }

  async waitUntilSaved(): Promise<void> {
    await expect(this.page.getByRole('button', { name: /^Saved/ })).toBeVisible();
  }

  /** Does something and waits until the draft has been stored because of it. */
  async whileSaving(action: () => Promise<void>): Promise<void> {
    const stored = this.page.waitForResponse(
      (response) => response.request().method() === 'PUT' && response.url().endsWith('/draft') && response.ok(),
    );
    await action();
    await stored;
  }

  async publish(version = 1): Promise<void> {
    await this.page.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(this.page.getByText(`Version ${version} is live`)).toBeVisible();
  }

  /** Runs what is live, or the draft with `Run draft`, and watches it to its end. Answers the run's id. */
  async run(button: 'Run' | 'Run draft' = 'Run'): Promise<string> {
    const started = this.page.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().endsWith('/runs'),
    );
    await this.page.getByRole('button', { name: button, exact: true }).click();
    const { id } = await (await started).json();
    const bar = this.runBar.filter({ has: this.page.locator(`a[href="/runs/${id}"]`) });
    await expect(bar.getByText(/^(Succeeded|Failed|Cancelled)$/)).toBeVisible({ timeout: 60_000 });
    return id;
  }

  /** Records from now on every different text of the run bar; answers what it said so far. */
  async recordRunBar(): Promise<() => Promise<string[]>> {
    const said = await this.page.evaluateHandle(() => {
      const texts: string[] = [];
      const look = () => {
        const text = document.querySelector<HTMLElement>('section[aria-label="Run"]')?.textContent;
        if (text && text !== texts.at(-1)) texts.push(text);
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
      return texts;
    });
    return () => said.jsonValue();
  }
}

async function centerOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('The port is not in sight.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
