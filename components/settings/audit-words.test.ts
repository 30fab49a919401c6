import { describe, expect, it } from 'vitest';
import { type AuditEventView, auditActions } from '#core/contracts/audit.ts';
import { loadMessages } from '#messages/load-messages.ts';
import { listChanges } from './audit-words.ts';

describe('the audit trail', () => {
  it('has plain words for every deed', () => {
    const said = loadMessages('en').app.audit.deeds as Record<string, Record<string, string>>;
    const missing = Object.entries(auditActions).flatMap(([type, deeds]) =>
      deeds.filter((deed) => !said[type]?.[deed]).map((deed) => `${type}.${deed}`),
    );
    expect(missing).toEqual([]);
  });

  it('lists what changed, and not what the sentence says anyhow', () => {
    const event = (action: string, before: AuditEventView['before'], after: AuditEventView['after']) =>
      listChanges({ action, before, after } as AuditEventView).map(({ name }) => name);
    expect(event('connection.updated', { name: 'A', port: 1 }, { name: 'B', port: 2 })).toEqual(['name', 'port']);
    expect(event('connection.created', null, { name: 'A', port: 1 })).toEqual(['port']);
    expect(event('connection.recovered', null, { health: 'healthy' })).toEqual([]);
  });
});
