import type { AuditFilters } from './audit-filters.ts';
import type { RunFilters } from './run-filters.ts';

/** Every key of the query cache, so that what changes together can be refreshed together. */
export const queryKeys = {
  me: ['me'] as const,
  home: ['home'] as const,
  pipelines: ['pipelines'] as const,
  pipelineViews: ['pipeline-views'] as const,
  pipeline: (pipelineId: string) => ['pipelines', pipelineId] as const,
  versions: (pipelineId: string) => ['pipelines', pipelineId, 'versions'] as const,
  forecast: (pipelineId: string, nodeId: string, meaning: string) => ['forecast', pipelineId, nodeId, meaning] as const,
  runs: ['runs'] as const,
  runList: (filters: RunFilters) => ['runs', 'list', filters] as const,
  run: (runId: string) => ['runs', 'one', runId] as const,
  runUndo: (runId: string) => ['runs', 'one', runId, 'undo'] as const,
  comparisons: (runId: string) => ['runs', 'one', runId, 'comparisons'] as const,
  rejectedRows: (runId: string, nodeId: string) => ['runs', 'one', runId, 'rejected', nodeId] as const,
  keptRows: (runId: string, nodeId: string, filters: object) =>
    ['runs', 'one', runId, 'rows', nodeId, filters] as const,
  sentRequests: (runId: string, nodeId: string, row: number) =>
    ['runs', 'one', runId, 'requests', nodeId, row] as const,
  comparison: (runId: string) => ['runs', 'one', runId, 'comparison'] as const,
  issues: ['issues'] as const,
  repair: (issueId: string) => ['repair', issueId] as const,
  repairPlan: (issueId: string, pipelineId: string, choices: readonly unknown[] | null) =>
    ['repair', issueId, pipelineId, choices] as const,
  replayPlan: (runIds: readonly string[], of: string) => ['replay-plan', of, ...runIds] as const,
  erasures: ['erasures'] as const,
  keys: ['keys'] as const,
  connections: ['connections'] as const,
  connection: (connectionId: string) => ['connections', connectionId] as const,
  budget: (connectionId: string) => ['connections', connectionId, 'budget'] as const,
  connectLinks: (connectionId: string) => ['connections', connectionId, 'links'] as const,
  connectionRequests: ['connection-requests'] as const,
  oauthApps: ['oauth-apps'] as const,
  oauthAttempt: (attemptId: string) => ['oauth-attempts', attemptId] as const,
  members: ['members'] as const,
  auditEvents: (filters: AuditFilters) => ['audit-events', filters] as const,
  files: ['files'] as const,
  pins: (pipelineId: string) => ['pipelines', pipelineId, 'pins'] as const,
  states: (pipelineId: string) => ['pipelines', pipelineId, 'states'] as const,
  sourceLooks: (pipelineId: string) => ['pipelines', pipelineId, 'source-looks'] as const,
  tables: (connectionId: string) => ['connections', connectionId, 'tables'] as const,
  networkRules: ['network-rules'] as const,
  requestLog: (connectionId: string, show: string) => ['connections', connectionId, 'requests', show] as const,
};
