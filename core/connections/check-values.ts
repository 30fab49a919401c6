import type { ConnectionField } from '#connectors/kit/connection-kind.ts';
import { connectionKinds } from '#connectors/registry.ts';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { TelarError } from '#core/platform/telar-error.ts';

export type ConfigValue = string | number | boolean | null;

export interface ConnectionValues {
  readonly config: Readonly<Record<string, ConfigValue>>;
  readonly secret: Readonly<Record<string, string>>;
}

/**
 * The values a connector asks for, with its defaults filled in. Throws `connection_field_missing` or
 * `connection_field_unknown` or `connection_credentials_in_address` (422): a secret sent as configuration is refused, not stored in the clear.
 */
export function checkValues(connector: ConnectorId, values: ConnectionValues): ConnectionValues {
  const { configFields, secretFields } = connectionKinds[connector];
  const config = checkFields('config', configFields, values.config, values.config);
  return { config, secret: checkFields('secret', secretFields, values.secret, config) };
}

function checkFields<Value extends ConfigValue>(
  part: 'config' | 'secret',
  fields: readonly ConnectionField[],
  values: Readonly<Record<string, Value>>,
  config: ConnectionValues['config'],
): Record<string, Value> {
  const unknown = Object.keys(values).find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) throw fieldError('connection_field_unknown', part, unknown);
  const entries = fields.map(({ name, required, defaultValue, when }): [string, Value | undefined] => {
    const isAsked = when === undefined || when.values.includes(String(config[when.field] ?? ''));
    const given = values[name] ?? '';
    const value = given !== '' ? (given as Value) : isAsked ? (defaultValue as Value | undefined) : undefined;
    if (required && isAsked && value === undefined) throw fieldError('connection_field_missing', part, name);
    if (holdsCredentials(value)) throw fieldError('connection_credentials_in_address', part, name);
    return [name, value];
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

/** An address with a user or password in it would be shown to everyone who may see the connection. */
function holdsCredentials(value: ConfigValue | undefined): boolean {
  if (typeof value !== 'string' || !/^https?:/i.test(value) || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username !== '' || password !== '';
}

function fieldError(code: string, part: string, name: string): TelarError {
  return new TelarError(code, { params: { field: name }, field: `${part}.${name}`, status: 422 });
}
