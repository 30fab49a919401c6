import { randomUUID } from 'node:crypto';
import type { ApiError } from '#core/contracts/api-error.ts';
import type { Locale } from '#core/contracts/identity.ts';
import type { PresentedProblem } from '#core/contracts/pipelines.ts';
import type { Problem } from '#core/graph/problem.ts';
import { getLogger } from './logger.ts';
import { type SerializedError, TelarError } from './telar-error.ts';
import { translate } from './translate.ts';

/**
 * Any failure as one plain sentence in the reader's language. What is not a TelarError is logged
 * with a reference and leaves as `internal`: its own text never reaches a reader.
 */
export function presentError(error: unknown, locale: Locale, reference: string = randomUUID()): ApiError {
  if (error instanceof TelarError) return presentFailure(error.toJSON(), locale);
  getLogger('api').error({ err: error, reference }, 'Unexpected failure');
  return presentFailure({ code: 'internal', params: { reference }, actor: 'admin', retryable: true }, locale);
}

/** A stored failure with its sentence. */
export function presentFailure(failure: SerializedError, locale: Locale): ApiError {
  const { code, params = {}, actor, retryable, nodeId, field } = failure;
  const message =
    translateCode(locale, 'errors', code, params) ??
    translateCode(locale, 'problems', code, params) ??
    translate(locale, 'errors', 'unknown', { code }) ??
    code;
  return { code, message, actor, retryable, params, ...(nodeId && { nodeId }), ...(field && { field }) };
}

/** A problem of a graph with its sentence. */
export function presentProblem(problem: Problem, locale: Locale): PresentedProblem {
  const params = problem.params ?? {};
  const message =
    translateCode(locale, 'problems', problem.code, params) ??
    translateCode(locale, 'errors', problem.code, params) ??
    translate(locale, 'errors', 'unknown', { code: problem.code }) ??
    problem.code;
  const { params: _, ...rest } = problem;
  return { ...rest, message, params: { ...params } };
}

/** Why a row was set aside, in the reader's language where the reason is one of our codes, else as it was given. */
export function presentReason(
  { reason, field, value }: { reason: string; field: string | null; value: string | null },
  locale: Locale,
): string {
  const params = { field: field ?? '', value: value ?? '' };
  return translateCode(locale, 'errors', reason, params) ?? translateCode(locale, 'problems', reason, params) ?? reason;
}

function translateCode(
  locale: Locale,
  domain: 'errors' | 'problems',
  code: string,
  params: Readonly<Record<string, string | number>>,
): string | null {
  const { formulaCode, problem } = params;
  if (typeof problem === 'string' && ['graph_invalid', 'source_unreadable'].includes(code)) {
    const { problem: _, ...values } = params;
    const sentence = translateCode(locale, 'problems', problem, values);
    if (sentence !== null) return sentence;
  }
  if (code === 'formula_invalid' && typeof formulaCode === 'string') {
    return translate(locale, 'formula', `errors.${formulaCode}`, params);
  }
  return translate(locale, domain, code, params);
}
