import {
  firstFailure,
  retryLater,
  type Translation,
  translateSocketFailure,
} from '#connectors/kit/database/translate-failure.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** What the driver and the socket below it tell about a failure. */
interface MysqlFailure {
  readonly code?: string;
  readonly errno?: number;
  readonly message?: string;
}

const byNumber: Readonly<Record<number, Translation>> = {
  1040: ['mysql_too_many_connections', retryLater],
  1044: ['mysql_permission_denied'],
  1045: ['mysql_password_wrong'],
  1049: ['mysql_database_missing'],
  1053: ['mysql_starting', retryLater],
  1054: ['mysql_query_invalid'],
  1060: ['mysql_column_repeated'],
  1064: ['mysql_query_invalid'],
  1129: ['mysql_host_blocked', { actor: 'admin' }],
  1130: ['mysql_login_refused'],
  1142: ['mysql_permission_denied'],
  1143: ['mysql_permission_denied'],
  1146: ['mysql_relation_missing'],
  1203: ['mysql_too_many_connections', retryLater],
  1205: ['mysql_table_locked', retryLater],
  1213: ['mysql_table_locked', retryLater],
  1226: ['mysql_too_many_connections', retryLater],
  1227: ['mysql_permission_denied'],
  1251: ['mysql_login_refused'],
  1290: ['mysql_read_only'],
  1317: ['mysql_query_timeout'],
  1370: ['mysql_permission_denied'],
  1698: ['mysql_password_wrong'],
  1792: ['mysql_read_only'],
  1820: ['mysql_login_refused'],
  1862: ['mysql_login_refused'],
  1969: ['mysql_query_timeout'],
  3024: ['mysql_query_timeout'],
  3118: ['mysql_login_refused'],
  3159: ['mysql_tls_required'],
};

const byCode: Readonly<Record<string, Translation>> = {
  PROTOCOL_CONNECTION_LOST: ['mysql_connection_lost', retryLater],
  HANDSHAKE_NO_SSL_SUPPORT: ['mysql_tls_unsupported'],
  AUTH_SWITCH_PLUGIN_ERROR: ['mysql_login_refused'],
  MYSQL_CLEAR_PASSWORD_NOT_ENABLED: ['mysql_login_refused'],
};

const byMessage: readonly (readonly [RegExp, Translation])[] = [
  [/self[- ]signed certificate|unable to (verify|get)/i, ['mysql_certificate_untrusted']],
  [/certificate has expired/i, ['mysql_certificate_expired', { actor: 'admin' }]],
  [/does not match certificate|altnames/i, ['mysql_certificate_other_host']],
  [/require_secure_transport|insecure transport/i, ['mysql_tls_required']],
  [/closed state|Connection lost|unexpected end/i, ['mysql_connection_lost', retryLater]],
];

/** A failure of the driver as a TelarError; `params` complete the sentence. TelarErrors and aborts pass through. */
export function translateMysqlError(
  error: unknown,
  params: Readonly<Record<string, string | number>> = {},
): TelarError | Error {
  if (error instanceof TelarError) return error;
  if (error instanceof Error && error.name === 'AbortError') return error;
  const failure = firstFailure<MysqlFailure>(error);
  const message = failure.message ?? 'unknown';
  const [code, options] = byNumber[failure.errno ?? 0] ??
    byCode[failure.code ?? ''] ??
    translateSocketFailure('mysql', failure.code) ??
    byMessage.find(([pattern]) => pattern.test(message))?.[1] ?? ['mysql_failed', { actor: 'admin' }];
  const detail = message.replaceAll(/\s+/g, ' ').slice(0, 300);
  return new TelarError(code, { status: 422, ...options, params: { detail, ...params }, cause: error });
}
