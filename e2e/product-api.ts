import { type APIResponse, expect, type Page } from '@playwright/test';
import type { ConnectionView } from '#core/contracts/connections.ts';
import type { PipelineDetail } from '#core/contracts/pipelines.ts';
import type { RunDetail, RunSummary } from '#core/contracts/runs.ts';
import type { Graph } from '#core/graph/graph.ts';
import { readProduct } from './product.ts';

/** What tests prepare or look up behind the interface, as the signed-in user of the page. */
export class ProductApi {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** A connection to the empty database for targets, made once. */
  async provideWarehouse(): Promise<ConnectionView> {
    return this.provideConnection('Warehouse');
  }

  /** A connection of a name, made once; `config` makes it lead elsewhere than to the database for targets. */
  async provideConnection(name: string, config: Record<string, string | number> = {}): Promise<ConnectionView> {
    const { connections } = await this.call<{ connections: ConnectionView[] }>('GET', '/connections');
    const known = connections.find((connection) => connection.name === name);
    if (known !== undefined) return known;
    const { hostname: host, port, pathname, username: user, password } = new URL(readProduct().warehouseUrl);
    const usual = { host, port: Number(port || 5432), database: pathname.slice(1), user, tls: 'prefer' };
    return this.call('POST', '/connections', {
      connector: 'postgres',
      name,
      config: { ...usual, ...config },
      secret: { password },
    });
  }

  createPipeline(name: string, graph?: Graph): Promise<PipelineDetail> {
    return this.call('POST', '/pipelines', { name, graph });
  }

  readPipeline(id: string): Promise<PipelineDetail> {
    return this.call('GET', `/pipelines/${id}`);
  }

  readRun(id: string): Promise<RunDetail> {
    return this.call('GET', `/runs/${id}`);
  }

  async listRuns(pipelineId: string): Promise<RunSummary[]> {
    const { runs } = await this.call<{ runs: RunSummary[] }>('GET', `/runs?pipelineId=${pipelineId}`);
    return runs;
  }

  /** Runs the draft, or the live version, until it has ended, however it ends. Answers the run's id. */
  async runToTheEnd(pipelineId: string, of: 'draft' | 'published' = 'draft'): Promise<string> {
    const { id } = await this.call<RunSummary>('POST', `/pipelines/${pipelineId}/runs`, { of });
    await this.waitForRun(id);
    return id;
  }

  async waitForRun(id: string): Promise<void> {
    await this.waitFor(async () => (await this.readRun(id)).finishedAt !== null);
  }

  async waitFor(isSo: () => Promise<boolean>): Promise<void> {
    await expect.poll(isSo, { timeout: 60_000 }).toBe(true);
  }

  /** Calls the management API; rejects with its answer when that is a refusal. */
  async call<Answer>(method: string, path: string, data?: unknown): Promise<Answer> {
    const { url } = readProduct();
    const response: APIResponse = await this.page.request.fetch(`${url}/api/v1${path}`, {
      method,
      headers: { origin: url },
      ...(data !== undefined && { data }),
    });
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
    return response.status() === 204 ? (undefined as Answer) : ((await response.json()) as Answer);
  }
}
