import { describe, expect, it } from 'vitest';
import { fieldTypes } from '#core/graph/field-type.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { listValueSteps } from './value-steps.ts';

const values: Record<string, unknown> = {
  text: 'ES',
  integer: '7',
  decimal: '7.50',
  number: 7.5,
  boolean: false,
  date: '2026-01-02',
  datetime: '2026-01-02T03:04:05Z',
  json: { a: 1 },
};

describe('listValueSteps', () => {
  it.each(fieldTypes)('fills in settings that the steps accept as they are, for %s and for a blank', (type) => {
    for (const value of [values[type], null]) {
      const steps = listValueSteps({ name: 'column', type }, value);
      expect(steps.length).toBeGreaterThan(type === 'json' ? -1 : 3);
      for (const { kind, settings } of steps) {
        const { settings: schema, defaults, check } = getNodeDefinition(kind);
        const parsed = schema.parse({ ...defaults, ...settings });
        expect(check(parsed as never)).toEqual([]);
      }
    }
  });

  it('asks for the value itself, for blanks by name, and for truth without a value', () => {
    const [keep] = listValueSteps({ name: 'country', type: 'text' }, 'ES');
    expect(keep?.settings).toEqual({ conditions: [{ field: 'country', operator: 'equals', value: 'ES' }] });
    const [, leaveOut] = listValueSteps({ name: 'country', type: 'text' }, null);
    expect(leaveOut?.settings).toEqual({ conditions: [{ field: 'country', operator: 'is_not_blank', value: '' }] });
    const [no] = listValueSteps({ name: 'consent', type: 'boolean' }, false);
    expect(no?.settings).toEqual({ conditions: [{ field: 'consent', operator: 'is_false', value: '' }] });
  });
});
