import type { Field } from '#core/graph/field-type.ts';
import type { SampleDataset } from '#core/graph/nodes/sample-source.ts';

/** Columns of the sample company's datasets. Dates of contacts are text: their formats are mixed on purpose. */
export const sampleFields: Readonly<Record<SampleDataset, readonly Field[]>> = {
  contacts: [
    { name: 'id', type: 'integer' },
    { name: 'first_name', type: 'text' },
    { name: 'last_name', type: 'text' },
    { name: 'email', type: 'text' },
    { name: 'phone', type: 'text' },
    { name: 'company', type: 'text' },
    { name: 'job_title', type: 'text' },
    { name: 'country', type: 'text' },
    { name: 'lifecycle_stage', type: 'text' },
    { name: 'lead_score', type: 'integer' },
    { name: 'consent', type: 'text' },
    { name: 'signup_date', type: 'text' },
    { name: 'updated_at', type: 'datetime' },
  ],
  orders: [
    { name: 'order_id', type: 'text' },
    { name: 'email', type: 'text' },
    { name: 'ordered_at', type: 'datetime' },
    { name: 'status', type: 'text' },
    { name: 'product', type: 'text' },
    { name: 'quantity', type: 'integer' },
    { name: 'amount', type: 'decimal' },
    { name: 'currency', type: 'text' },
    { name: 'coupon', type: 'text' },
  ],
  campaigns: [
    { name: 'campaign_id', type: 'integer' },
    { name: 'name', type: 'text' },
    { name: 'channel', type: 'text' },
    { name: 'starts_on', type: 'date' },
    { name: 'ends_on', type: 'date' },
    { name: 'budget', type: 'decimal' },
    { name: 'impressions', type: 'integer' },
    { name: 'clicks', type: 'integer' },
    { name: 'active', type: 'boolean' },
  ],
  web_events: [
    { name: 'event_id', type: 'text' },
    { name: 'email', type: 'text' },
    { name: 'event', type: 'text' },
    { name: 'url', type: 'text' },
    { name: 'device', type: 'text' },
    { name: 'occurred_at', type: 'datetime' },
    { name: 'properties', type: 'json' },
  ],
};
