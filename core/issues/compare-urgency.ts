import type { Issue } from '#core/contracts/issues.ts';

type Urgency = Pick<Issue, 'state' | 'kind' | 'pipelines' | 'lastSeenAt'> & {
  readonly failure: Pick<Issue['failure'], 'actor'>;
};

const actorRank = { user: 0, admin: 0, vendor: 1, nobody: 2 } as const;

/** Order of issues: what stops runs and waits for a person comes first, what concerns more pipelines before what concerns fewer. */
export function compareUrgency(a: Urgency, b: Urgency): number {
  return (
    Number(a.kind !== 'failure') - Number(b.kind !== 'failure') ||
    actorRank[a.failure.actor] - actorRank[b.failure.actor] ||
    b.pipelines.length - a.pipelines.length ||
    (b.lastSeenAt ?? '').localeCompare(a.lastSeenAt ?? '')
  );
}
