import type { APIResponse, Page } from '@playwright/test';
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
    const { connections } = await this.call<{ connections: ConnectionView[] }>('GET', '/connections');
    const known = connections.find(({ name }) => name === 'Warehouse');
    if (known !== undefined) return known;
    const { hostname, port, pathname, username, password } = new URL(readProduct().warehouseUrl);
    const config = {
      host: hostname,
      port: Number(port || 5432),
      database: pathname.slice(1),
      user: username,
      tls: 'prefer',
    };
    return this.call('POST', '/connections', {
      connector: 'postgres',
      name: 'Warehouse',
      config,
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
