import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, type QueryResult } from 'pg';

const charOid = 18;
const textOid = 25;

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

/**
 * The PostgreSQL driver adapter with three repairs that the schema engine needs: it reads the catalogue
 * column type `"char"`; its shadow database is another one even when the database is named by an address
 * (the stock adapter then replays the migrations on the database itself); and a script may hold functions
 * (the stock adapter cuts it at every semicolon).
 */
export class SchemaEngineAdapter extends PrismaPg {
  readonly #pool: Pool;
  readonly #databaseUrl: string;

  constructor(pool: Pool, databaseUrl: string) {
    super(pool);
    this.#pool = pool;
    this.#databaseUrl = databaseUrl;
  }

  override async connect(): Promise<Adapter> {
    return repairAdapter(await super.connect());
  }

  override async connectToShadowDb(): Promise<Adapter> {
    const name = `telar_shadow_${randomUUID().replaceAll('-', '')}`;
    await this.#pool.query(`CREATE DATABASE ${name}`);
    const url = new URL(this.#databaseUrl);
    url.pathname = `/${name}`;
    const shadowPool = new Pool({ connectionString: url.href });
    const adapter = repairAdapter(await new PrismaPg(shadowPool).connect());
    adapter.dispose = async () => {
      await shadowPool.end();
      await this.#pool.query(`DROP DATABASE ${name}`);
    };
    return adapter;
  }
}

function repairAdapter(adapter: Adapter): Adapter {
  const pool = adapter.underlyingDriver();
  const query = pool.query.bind(pool) as (config: unknown) => Promise<QueryResult>;
  const queryChar = async (config: unknown): Promise<QueryResult> => {
    const result = await query(config);
    for (const field of result.fields ?? []) if (field.dataTypeID === charOid) field.dataTypeID = textOid;
    return result;
  };
  pool.query = queryChar as typeof pool.query;
  adapter.executeScript = async (script) => void (await query(script));
  return adapter;
}
