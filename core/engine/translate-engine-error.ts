import { randomBytes } from 'node:crypto';
import { TelarError } from '#core/platform/telar-error.ts';

const translations: readonly (readonly [RegExp, (detail: string) => TelarError])[] = [
  [/No space left on device|max_temp_directory_size|Disk full/i, () => admin('engine_disk_full')],
  [/CSV Parser state machine reached an invalid state/, () => user('csv_line_ends_mixed')],
  [/^Out of Memory Error/i, () => user('engine_out_of_memory')],
  [/^Permission Error|^Invalid Configuration Error/i, (detail) => user('engine_forbidden', detail)],
  [/^Conversion Error/i, (detail) => user('engine_conversion_failed', detail)],
  [/^Out of Range Error/i, (detail) => user('engine_out_of_range', detail)],
  [/^Constraint Error/i, (detail) => user('engine_constraint_failed', detail)],
  [/^(Binder|Catalog|Parser|Syntax|Not implemented) Error/i, (detail) => user('engine_query_invalid', detail)],
  [/^Invalid Input Error/i, (detail) => user('engine_input_invalid', detail)],
  [/^(IO|HTTP) Error/i, (detail) => admin('engine_io_failed', detail)],
];

/** A message of the engine as a failure with a plain code; unknown ones become `engine_failed` with a reference. */
export function translateEngineError(driverMessage: string): TelarError {
  const message = driverMessage.replace(/^Failed to \w+ statements?: /, '');
  const detail = firstSentence(message);
  for (const [pattern, translate] of translations) {
    if (pattern.test(message)) return translate(detail);
  }
  return new TelarError('engine_failed', {
    actor: 'admin',
    status: 500,
    params: { reference: randomBytes(4).toString('hex') },
    cause: new Error(message),
  });
}

function user(code: string, detail?: string): TelarError {
  return new TelarError(code, { actor: 'user', status: 422, ...(detail && { params: { detail } }) });
}

function admin(code: string, detail?: string): TelarError {
  return new TelarError(code, { actor: 'admin', retryable: true, status: 500, ...(detail && { params: { detail } }) });
}

/** The engine's kind (`Binder Error: `), hints and query excerpts are left out: people read this. */
function firstSentence(message: string): string {
  const line = message.split('\n')[0] ?? '';
  return line.replace(/^[A-Z][\w ]* Error:\s*/, '').slice(0, 300);
}
