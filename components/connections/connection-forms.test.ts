import { describe, expect, it } from 'vitest';
import { connectionKinds } from '#connectors/registry.ts';
import { connectorIds } from '#core/contracts/connections.ts';
import { loadMessages } from '#messages/load-messages.ts';
import { connectionForms } from './connection-forms.ts';

describe.each(connectorIds)('the form of a %s connection', (connector) => {
  const { fields } = connectionForms[connector];
  const { configFields, secretFields } = connectionKinds[connector];
  const names = (secret: boolean) => fields.filter((field) => Boolean(field.secret) === secret).map(({ name }) => name);

  it('asks for what the connector declares, secrets as secrets', () => {
    expect(names(false).sort()).toEqual(configFields.map(({ name }) => name).sort());
    expect(names(true).sort()).toEqual(secretFields.map(({ name }) => name).sort());
  });

  it('offers the options and defaults of the connector', () => {
    for (const { name, options, defaultValue } of configFields) {
      const field = fields.find((candidate) => candidate.name === name);
      expect([...(field?.options ?? [])].sort()).toEqual([...(options ?? [])].sort());
      expect(field?.defaultValue).toBe(defaultValue === undefined ? undefined : String(defaultValue));
    }
  });

  it('has a label for every field', () => {
    expect(Object.keys(loadMessages('en').connections[connector].fields).sort()).toEqual(
      fields.map(({ name }) => name).sort(),
    );
  });
});
