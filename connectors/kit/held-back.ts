/**
 * Codes of errors by which a client holds a request back itself: the budget is spent, the vendor keeps failing or asked
 * for silence. Each says when to come back; repeating the request before is of no use.
 */
export const heldBackCodes: ReadonlySet<string> = new Set([
  'connection_budget_spent',
  'connection_circuit_open',
  'connection_rate_limited',
  'connection_limit_reached',
]);
