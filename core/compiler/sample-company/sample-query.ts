import type { SampleDataset } from '#core/graph/nodes/sample-source.ts';
import type { Sql } from '../sql.ts';
import { campaignsQuery } from './campaigns-query.ts';
import { contactsQuery } from './contacts-query.ts';
import { ordersQuery } from './orders-query.ts';
import { webEventsQuery } from './web-events-query.ts';

const queries = {
  contacts: contactsQuery,
  orders: ordersQuery,
  campaigns: campaignsQuery,
  web_events: webEventsQuery,
} satisfies Record<SampleDataset, (rows: number) => Sql>;

/** SELECT that makes the first `rows` rows of a dataset; the same rows on every machine. */
export function sampleQuery(dataset: SampleDataset, rows: number): Sql {
  return queries[dataset](rows);
}
