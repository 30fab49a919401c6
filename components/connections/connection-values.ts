import type { ConnectionValues } from '#components/queries/use-connections.ts';
import type { ConnectionView, ConnectorId } from '#core/contracts/connections.ts';
import { type ConnectionFormField, connectionForms } from './connection-forms.ts';

/** What the form holds: every field as text, by name. */
export type FormValues = Readonly<Record<string, string>>;

export type FieldFault = 'fieldMissing' | 'numberInvalid' | 'urlInvalid';

/** The form's first values: those of a connection, or the defaults. Secrets start empty. */
export function readFormValues(connector: ConnectorId, connection: ConnectionView | null): FormValues {
  const entries = connectionForms[connector].fields.map(({ name, secret, defaultValue = '' }) => {
    const stored = secret ? undefined : connection?.config[name];
    return [
      name,
      stored === undefined || stored === null ? (connection && !secret ? '' : defaultValue) : String(stored),
    ];
  });
  return Object.fromEntries(entries);
}

export function listShownFields(connector: ConnectorId, values: FormValues): ConnectionFormField[] {
  return connectionForms[connector].fields.filter(
    ({ when }) => !when || when.values.includes(values[when.field] ?? ''),
  );
}

/** What is wrong with each field, by name. A secret that is stored may stay empty. */
export function findFaults(
  connector: ConnectorId,
  values: FormValues,
  storedSecrets: readonly string[],
): Record<string, FieldFault> {
  const faults = listShownFields(connector, values).flatMap(({ name, type, required, secret }) => {
    const value = values[name]?.trim() ?? '';
    if (value === '') return required && !(secret && storedSecrets.includes(name)) ? [[name, 'fieldMissing']] : [];
    if (type === 'number' && !/^\d+$/.test(value)) return [[name, 'numberInvalid']];
    if (type === 'url' && !(URL.canParse(value) && /^https?:/.test(value))) return [[name, 'urlInvalid']];
    return [];
  });
  return Object.fromEntries(faults);
}

/** The request body: fields that are not shown and secrets that were not typed are left out. */
export function toConnectionValues(connector: ConnectorId, name: string, values: FormValues): ConnectionValues {
  const config: ConnectionValues['config'] = {};
  const secret: ConnectionValues['secret'] = {};
  for (const field of listShownFields(connector, values)) {
    const value = values[field.name] ?? '';
    if (field.secret) {
      if (value !== '') secret[field.name] = value;
    } else if (value.trim() !== '') {
      config[field.name] = field.type === 'number' ? Number(value) : value.trim();
    }
  }
  return { connector, name: name.trim(), config, secret };
}
