import { isIPv6 } from 'node:net';
import { actorOf, recordAuditEvent } from '#core/audit/record-audit-event.ts';
import type { NetworkRulesView } from '#core/contracts/network.ts';
import { getDatabase } from '#core/platform/database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { isReserved } from './address-policy.ts';
import { formatNetworkRule, parseNetworkRule } from './network-rule.ts';

/** Names of metadata services that resolve inside their clouds alone. */
const reservedHosts =
  /^(metadata(\.google\.internal|\.goog|\.azure\.com|\.tencentyun\.com)?|instance-data(\.ec2\.internal)?)$/;
/** A wider range would open more than any network of one's own. */
const widestPrefix = { 4: 8, 6: 7 } as const;

export async function readNetworkRules(workspaceId: string): Promise<NetworkRulesView> {
  const rules = await getDatabase().networkRule.findMany({ where: { workspaceId }, orderBy: { address: 'asc' } });
  const users = await getDatabase().user.findMany({
    where: { id: { in: rules.map(({ addedBy }) => addedBy) } },
    select: { id: true, name: true },
  });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return {
    rules: rules.map(({ address, addedBy, addedAt }) => ({
      address,
      addedBy: names.get(addedBy) ?? null,
      addedAt: addedAt.toISOString(),
    })),
    installation: [...readConfig().egressAllow],
  };
}

/**
 * Makes these the private addresses that the workspace's pipelines may call. Throws `network_rule_…` (422) for the first
 * entry that cannot be read, is too wide, or that only the configuration may open.
 */
export async function setNetworkRules(session: Session, entries: readonly string[]): Promise<NetworkRulesView> {
  const { workspaceId, workspaceName, userId } = session;
  const addresses = [...new Set(entries.map(checkEntry))].sort();
  await getDatabase().$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT FROM workspaces WHERE id = ${workspaceId} FOR UPDATE`;
    const before = await transaction.networkRule.findMany({ where: { workspaceId }, orderBy: { address: 'asc' } });
    await transaction.networkRule.deleteMany({ where: { workspaceId, address: { notIn: addresses } } });
    const data = addresses.map((address) => ({ workspaceId, address, addedBy: userId }));
    await transaction.networkRule.createMany({ data, skipDuplicates: true });
    await recordAuditEvent(transaction, {
      workspaceId,
      actor: actorOf(session),
      action: 'network.changed',
      object: { id: workspaceId, name: workspaceName },
      before: { addresses: before.map(({ address }) => address) },
      after: { addresses },
    });
  });
  return readNetworkRules(workspaceId);
}

/** The entry as it is stored. */
function checkEntry(entry: string, index: number): string {
  const fail = (code: string) =>
    new TelarError(code, { params: { entry: entry.slice(0, 100) }, field: `addresses.${index}`, status: 422 });
  const rule = parseNetworkRule(entry);
  if (rule === null) throw fail('network_rule_invalid');
  if (rule.kind === 'host') {
    if (reservedHosts.test(rule.host)) throw fail('network_rule_reserved');
    return formatNetworkRule(rule);
  }
  if (rule.prefix < widestPrefix[isIPv6(rule.network) ? 6 : 4]) throw fail('network_rule_wide');
  // A range around a reserved address is good: that address stays closed.
  if (isReserved(rule.network)) throw fail('network_rule_reserved');
  return formatNetworkRule(rule);
}
