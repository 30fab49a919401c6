import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  /** Five fields, as cron has them. */
  cron: z.string().max(120),
  /** IANA name. */
  timeZone: z.string().max(60),
  /** What happens to an occurrence that is due while a run is still going. */
  overlap: z.enum(['skip', 'queue', 'allow']),
  /** What happens to occurrences that passed while nothing was there to start them. */
  missed: z.enum(['run_once', 'skip']),
});

export type ScheduleTriggerSettings = z.infer<typeof settings>;

/** The pipeline runs by the clock of a time zone. */
export const scheduleTrigger = defineNode<ScheduleTriggerSettings>({
  kind: 'schedule-trigger',
  category: 'trigger',
  inputs: [],
  outputs: [],
  settings,
  defaults: { cron: '0 7 * * *', timeZone: 'UTC', overlap: 'skip', missed: 'run_once' },
  // `check-settings.ts` looks at the rule: reading cron takes a library that no browser needs.
  check: () => [],
  summarize: ({ cron, timeZone }) => ({ key: 'schedule', values: { cron, timeZone } }),
});
