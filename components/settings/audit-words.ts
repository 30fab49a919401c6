'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useMembers } from '#components/queries/use-members.ts';
import { type AuditEventView, auditActions } from '#core/contracts/audit.ts';
import { connectorIds } from '#core/contracts/connections.ts';

/** Plain words for what the audit trail keeps: deeds, and values with their names. */
export function useAuditWords() {
  const t = useTranslations('app.audit');
  const tConnections = useTranslations('connections');
  const tErrors = useTranslations('errors');
  const format = useFormatter();
  const { data: members = [] } = useMembers();

  const nameDeed = (action: string): string => {
    const [type = '', deed = ''] = action.split('.');
    const known = Object.hasOwn(auditActions, type) && t.has(`deeds.${action}`);
    return known ? t(`deeds.${type}.${deed}`) : action;
  };
  const nameValue = (name: string): string => {
    if (t.has(`values.${name}`)) return t(`values.${name}`);
    const key = findPath(tConnections.has, (connector) => `${connector}.fields.${name}`);
    return key === undefined ? name : tConnections(key);
  };
  const showValue = (name: string, value: unknown): string => {
    if (value === undefined || value === null || value === '') return t('nothing');
    if (Array.isArray(value)) return value.map((entry) => showValue(name, entry)).join(', ') || t('nothing');
    if (typeof value === 'object') return Object.values(value).filter(Boolean).join(' · ');
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    const text = String(value);
    if (name === 'expiresAt') return format.dateTime(new Date(text), { dateStyle: 'medium', timeStyle: 'short' });
    const option = findPath(tConnections.has, (connector) => `${connector}.options.${name}.${text}`);
    if (option !== undefined) return tConnections(option);
    // A sentence that asks for values cannot be said without them.
    if (name === 'reason') return tErrors.has(text) && !tErrors.raw(text).includes('{') ? tErrors(text) : text;
    if (name === 'ownerId' || name === 'allowedUserIds') {
      return members.find(({ userId }) => userId === text)?.name ?? t('formerMember');
    }
    if (name === 'changedSecrets' || name === 'secrets') return nameValue(text);
    if (name === 'sharing')
      return text === 'restricted' ? tConnections('access.restricted') : tConnections('access.workspace');
    if (name === 'connector') return connectorIds.some((id) => id === text) ? tConnections(`kinds.${text}.name`) : text;
    return text;
  };
  return { nameDeed, nameValue, showValue };
}

function findPath(has: (path: string) => boolean, compose: (connector: string) => string): string | undefined {
  return connectorIds.map(compose).find((path) => has(path));
}

export interface AuditChange {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What an event changed, value by value; what its sentence says anyhow is left out. */
export function listChanges({ action, before, after }: AuditEventView): AuditChange[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  if (!action.endsWith('.updated')) names.delete('name');
  names.delete('health');
  return [...names].map((name) => ({ name, before: before?.[name], after: after?.[name] }));
}
