import { Client } from 'pg';
import { getDatabase, type Transaction } from './database.ts';
import { getLogger } from './logger.ts';
import { readConfig } from './read-config.ts';

/** `run`: the id of a run that changed · `outbox`: something waits to be relayed · `gateway`: its snapshot is old · `keys`: a version of the key-encryption key · `landing`: a connection with room for another request. */
export type Channel = 'run' | 'outbox' | 'gateway' | 'keys' | 'landing';
type Listener = (payload: string) => void;

const reconnectDelayMs = 500;

/**
 * Tells every process that listens on the channel; inside a transaction, once that commits. Payloads are
 * short texts such as ids: PostgreSQL refuses 8000 bytes and more. A lost message must be harmless.
 */
export async function publish(channel: Channel, payload: string, transaction?: Transaction): Promise<void> {
  await (transaction ?? getDatabase()).$executeRaw`SELECT pg_notify(${`telar_${channel}`}, ${payload})`;
}

/** Calls the listener for every message from now on. After a broken connection every listener is called once with ''. */
export async function subscribe(channel: Channel, listener: Listener): Promise<() => void> {
  memo.telarListener ??= new NotificationListener(readConfig().databaseUrl);
  return memo.telarListener.add(channel, listener);
}

/** Ends the connection that listens, so that the process can exit. */
export async function closeNotify(): Promise<void> {
  const listener = memo.telarListener;
  memo.telarListener = undefined;
  await listener?.close();
}

/** One connection per process, shared by every subscription. */
class NotificationListener {
  readonly #databaseUrl: string;
  readonly #listeners = new Map<string, Set<Listener>>();
  #client: Promise<Client> | undefined;
  #closed = false;

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
  }

  async add(channel: Channel, listener: Listener): Promise<() => void> {
    const name = `telar_${channel}`;
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    this.#client ??= this.#connect();
    await (await this.#client).query(`LISTEN ${name}`);
    return () => listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.then(
      (client) => client.end(),
      () => {},
    );
  }

  async #connect(): Promise<Client> {
    const client = new Client({ connectionString: this.#databaseUrl, keepAlive: true });
    client.on('error', (error) => getLogger('notify').warn({ err: error }, 'Listening connection broke'));
    client.on('notification', ({ channel, payload }) => this.#tell(channel, payload ?? ''));
    try {
      await client.connect();
      for (const name of this.#listeners.keys()) await client.query(`LISTEN ${name}`);
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
    client.once('end', () => this.#reconnect());
    return client;
  }

  #reconnect(): void {
    if (this.#closed) return;
    setTimeout(() => {
      if (this.#closed) return;
      this.#client = this.#connect();
      this.#client.then(
        () => [...this.#listeners.keys()].forEach((name) => void this.#tell(name, '')),
        () => this.#reconnect(),
      );
    }, reconnectDelayMs).unref();
  }

  #tell(name: string, payload: string): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload);
  }
}

const memo = globalThis as typeof globalThis & { telarListener?: NotificationListener };
