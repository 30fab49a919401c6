import type { AuditValues } from '#core/audit/record-audit-event.ts';
import type { ConnectionValues } from './check-values.ts';

/** What the audit trail keeps of a connection: its settings as they are shown, and the names of its secrets. */
export function describeConnection({ config, secret }: ConnectionValues, name: string): AuditValues {
  return { name, ...config, secrets: Object.keys(secret).sort() };
}
