import type { ConnectorId } from '#core/contracts/connections.ts';
import type { NodeKind } from '#core/graph/graph.ts';
import type { SettingsOf } from '#core/graph/node-registry.ts';
import { fileSource } from './file/file-source.ts';
import { fileTarget } from './file/file-target.ts';
import { httpConnection } from './http/http-connection.ts';
import { httpSource } from './http/http-source.ts';
import { httpTarget } from './http/http-target.ts';
import type { ConnectionKind } from './kit/connection-kind.ts';
import type { SourceConnector, TargetConnector } from './kit/connector.ts';
import { listTables as listMysqlTables } from './mysql/list-tables.ts';
import { mysqlConnection } from './mysql/mysql-connection.ts';
import { mysqlSource } from './mysql/mysql-source.ts';
import { listTables as listPostgresTables } from './postgres/list-tables.ts';
import { postgresConnection } from './postgres/postgres-connection.ts';
import { postgresSource } from './postgres/postgres-source.ts';
import { postgresTarget } from './postgres/postgres-target.ts';
import { sampleSource } from './sample/sample-source.ts';
import { webhookSource } from './webhook/webhook-source.ts';

type SourceKind = Extract<NodeKind, `${string}-source` | 'webhook-trigger'>;
type TargetKind = Extract<NodeKind, `${string}-target`>;

type OpenSettings = Record<string, unknown>;

const sources = {
  'file-source': fileSource,
  'http-source': httpSource,
  'mysql-source': mysqlSource,
  'postgres-source': postgresSource,
  'sample-source': sampleSource,
  'webhook-trigger': webhookSource,
} satisfies { [Kind in SourceKind]: SourceConnector<SettingsOf<Kind>> };

const targets = {
  'file-target': fileTarget,
  'http-target': httpTarget,
  'postgres-target': postgresTarget,
} satisfies { [Kind in TargetKind]: TargetConnector<SettingsOf<Kind>> };

/** Readers by node kind, with settings as an open record: callers parse them with the node's definition first. */
export const sourceConnectors = sources as unknown as Readonly<Record<SourceKind, SourceConnector<OpenSettings>>>;

/** Writers by node kind, with settings as an open record: callers parse them with the node's definition first. */
export const targetConnectors = targets as unknown as Readonly<Record<TargetKind, TargetConnector<OpenSettings>>>;

/** What a workspace can connect to. */
export const connectionKinds = {
  http: httpConnection,
  mysql: mysqlConnection,
  postgres: postgresConnection,
} satisfies Record<ConnectorId, ConnectionKind>;

/** What a connection can be asked for its tables with; connectors without tables have none. */
export const tableListers: Partial<Record<ConnectorId, typeof listPostgresTables>> = {
  mysql: listMysqlTables,
  postgres: listPostgresTables,
};
