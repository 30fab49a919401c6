import {
  firstFailure,
  retryLater,
  type Translation,
  translateSocketFailure,
} from '#connectors/kit/database/translate-failure.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** What node-postgres and the socket below it tell about a failure. */
interface PostgresFailure {
  readonly code?: string;
  readonly message?: string;
  readonly column?: string;
  readonly constraint?: string;
  readonly table?: string;
}

const bySqlState: Readonly<Record<string, Translation>> = {
  '28P01': ['postgres_password_wrong'],
  '28000': ['postgres_login_refused'],
  '3D000': ['postgres_database_missing'],
  '42501': ['postgres_permission_denied'],
  '42P01': ['postgres_relation_missing'],
  '42703': ['postgres_query_invalid'],
  '3F000': ['postgres_schema_missing'],
  '53100': ['postgres_disk_full', { actor: 'admin' }],
  '53200': ['postgres_out_of_memory', { actor: 'admin', retryable: true }],
  '53300': ['postgres_too_many_connections', retryLater],
  '55P03': ['postgres_table_locked', retryLater],
  '40001': ['postgres_conflict', retryLater],
  '40P01': ['postgres_conflict', retryLater],
  '57014': ['postgres_query_timeout'],
  '57P01': ['postgres_connection_lost', retryLater],
  '57P02': ['postgres_connection_lost', retryLater],
  '57P03': ['postgres_starting', retryLater],
  '25006': ['postgres_read_only'],
  '22021': ['postgres_text_invalid'],
  '23502': ['postgres_value_required'],
  '23503': ['postgres_reference_missing'],
  '23505': ['postgres_value_duplicate'],
  '23514': ['postgres_check_failed'],
  '22001': ['postgres_value_too_long'],
  '22003': ['postgres_value_out_of_range'],
};

const byMessage: readonly (readonly [RegExp, Translation])[] = [
  [/does not support SSL/i, ['postgres_tls_unsupported']],
  [/no pg_hba\.conf entry.*no encryption/i, ['postgres_tls_required']],
  [/password must be a (non-empty )?string|no password supplied/i, ['postgres_password_wrong']],
  [/timeout expired|timeout exceeded when trying to connect/i, ['postgres_unreachable', { retryable: true }]],
  [
    /Connection terminated|connection is closed|not queryable|Client was closed/i,
    ['postgres_connection_lost', retryLater],
  ],
];

/** A failure of node-postgres as a TelarError; `params` complete the sentence. TelarErrors and aborts pass through. */
export function translatePostgresError(
  error: unknown,
  params: Readonly<Record<string, string | number>> = {},
): TelarError | Error {
  if (error instanceof TelarError) return error;
  if (error instanceof Error && error.name === 'AbortError') return error;
  const failure = firstFailure<PostgresFailure>(error);
  const message = failure.message ?? 'unknown';
  const [code, options] = byMessage.find(([pattern]) => pattern.test(message))?.[1] ??
    bySqlState[failure.code ?? ''] ??
    translateSocketFailure('postgres', failure.code) ??
    bySqlStateClass(failure.code) ?? ['postgres_failed', { actor: 'admin' }];
  const detail = message.replaceAll(/\s+/g, ' ').slice(0, 300);
  return new TelarError(code, {
    status: 422,
    ...options,
    params: { column: failure.column ?? '', constraint: failure.constraint ?? '', detail, ...params },
    cause: error,
  });
}

/** Whether a row, not the load as a whole, is at fault: data exceptions, broken constraints, repeated keys. */
export function isRowFailure(error: unknown): boolean {
  return /^(21|22|23)/.test((error as PostgresFailure).code ?? '');
}

function bySqlStateClass(state: string | undefined): Translation | undefined {
  if (state === undefined || !/^[0-9A-Z]{5}$/.test(state)) return undefined;
  if (state.startsWith('08')) return ['postgres_connection_lost', retryLater];
  if (state.startsWith('42')) return ['postgres_query_invalid'];
  if (state.startsWith('22') || state.startsWith('23')) return ['postgres_value_refused'];
  return undefined;
}
