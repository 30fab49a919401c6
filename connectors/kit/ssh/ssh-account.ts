import { z } from 'zod';
import type { ConnectionField } from '#connectors/kit/connection-kind.ts';
import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import type { CreateSocket } from '#connectors/kit/create-socket.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { TunnelSocket } from './tunnel-socket.ts';

const throughSsh = { when: { field: 'reach', values: ['ssh'] } } as const;

/** How a server is reached: directly, or through an SSH server beside it. */
export const reachFields: readonly ConnectionField[] = [
  { name: 'reach', type: 'select', required: false, options: ['direct', 'ssh'], defaultValue: 'direct' },
  { name: 'sshHost', type: 'text', required: true, ...throughSsh },
  { name: 'sshPort', type: 'number', required: true, defaultValue: 22, ...throughSsh },
  { name: 'sshUser', type: 'text', required: true, ...throughSsh },
  { name: 'sshHostKey', type: 'text', required: false, ...throughSsh },
];

export const reachSecrets: readonly ConnectionField[] = [
  { name: 'sshKey', type: 'multiline', required: true, ...throughSsh },
  { name: 'sshPassphrase', type: 'password', required: false, ...throughSsh },
];

const schema = z.object({
  sshHost: z.string().trim().min(1),
  sshPort: z.coerce.number().int().min(1).max(65_535).default(22),
  sshUser: z.string().trim().min(1),
  /** As `ssh-keygen -l` shows it: `SHA256:…`. */
  sshHostKey: z.string().trim().nullish(),
});

/** The way to a connection's server: its way out itself, or a tunnel that begins there. */
export function reachServer(connection: ResolvedConnection): CreateSocket | undefined {
  const { config, secret, createSocket } = connection;
  if (config.reach !== 'ssh' || createSocket === undefined) return createSocket;
  const parsed = schema.safeParse(config);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'sshHost');
    throw new TelarError('connection_setting_invalid', { params: { name }, field: name });
  }
  const account = { ...parsed.data, key: secret.sshKey ?? '', passphrase: secret.sshPassphrase ?? '' };
  return () => new TunnelSocket(createSocket, account);
}
