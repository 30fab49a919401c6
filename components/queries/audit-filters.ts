/** Which events of the audit trail to list; null or absent: all. */
export interface AuditFilters {
  readonly objectId?: string | null;
  readonly action?: string | null;
  readonly actorId?: string | null;
  readonly actorKind?: string | null;
}
