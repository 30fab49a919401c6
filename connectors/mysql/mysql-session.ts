import type { Connection as Client } from 'mysql2';
import type { Connection } from 'mysql2/promise';

/** A connected account, with what differs between the two kinds of server. */
export interface MysqlSession {
  readonly connection: Connection;
  /** The same connection below its promises, which hold all rows of a query: here they stream. */
  readonly client: Client;
  readonly isMariaDb: boolean;
  readonly version: string;
  /** The database that names without one mean. */
  readonly database: string;
}
