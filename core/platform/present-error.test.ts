import { describe, expect, it } from 'vitest';
import { createDatabase } from './database.ts';
import { explainDatabaseError } from './explain-database-error.ts';
import { presentError, presentProblem, presentReason } from './present-error.ts';
import { TelarError } from './telar-error.ts';

describe('presentError', () => {
  it('says a known failure in the language of the reader', () => {
    const error = new TelarError('sign_in_throttled', { params: { minutes: 1 }, nodeId: 'n1', field: 'password' });
    const place = { code: 'sign_in_throttled', actor: 'user', retryable: false, nodeId: 'n1', field: 'password' };
    expect(presentError(error, 'en')).toMatchObject({
      ...place,
      message: 'Too many failed attempts. Try again in 1 minute.',
    });
    expect(presentError(error, 'es').message).toBe('Demasiados intentos fallidos. Vuelve a intentarlo en 1 minuto.');
  });

  it('says which problem kept a graph from running', () => {
    const error = new TelarError('graph_invalid', { params: { problem: 'connection_missing' }, nodeId: 'n1' });
    const problem = presentProblem({ code: 'connection_missing', severity: 'error' }, 'en');
    expect(presentError(error, 'en').message).toBe(problem.message);
  });

  it('never lets the text of an unknown failure out', () => {
    const secret = new Error('password authentication failed for user "root", password "hunter2"');
    const presented = presentError(secret, 'en', 'ref-1');
    expect(presented).toMatchObject({ code: 'internal', actor: 'admin', params: { reference: 'ref-1' } });
    expect(JSON.stringify(presented)).not.toMatch(/hunter2|root/);
  });

  it('has a sentence for a code without one, or one whose values are missing', () => {
    expect(presentError(new TelarError('never_heard_of'), 'en').message).toMatch(
      /no description yet \(never_heard_of\)/,
    );
    expect(presentError(new TelarError('sign_in_throttled'), 'es').message).toMatch(/\(sign_in_throttled\)/);
  });

  it('tells when our own database does not answer', async () => {
    const database = createDatabase('postgres://postgres@127.0.0.1:1/none');
    const queries = [
      () => database.user.count(),
      () => database.$queryRaw`SELECT 1`,
      () => database.$transaction(async (transaction) => transaction.user.count()),
    ];
    for (const query of queries) {
      const error = await query().catch((reason: unknown) => explainDatabaseError(reason));
      expect(error).toMatchObject({ code: 'database_down', status: 503, retryable: true });
    }
  });
});

describe('presentProblem', () => {
  it('says a problem of a graph, and of a formula by its own code', () => {
    const problem = { code: 'connection_missing', nodeId: 'n1', field: 'connectionId', severity: 'error' } as const;
    expect(presentProblem(problem, 'es')).toMatchObject({ ...problem, message: expect.stringMatching(/conexión/i) });
    const params = { formulaCode: 'text_not_closed', start: 0, end: 3 };
    const formula = presentProblem({ code: 'formula_invalid', params, severity: 'error' }, 'en');
    expect(formula).toMatchObject({ params, message: 'This text has no closing quote.' });
  });
});

describe('presentReason', () => {
  it('keeps a reason in the words of another system', () => {
    const row = { reason: 'Contact is unsubscribed', field: null, value: null };
    expect(presentReason(row, 'es')).toBe('Contact is unsubscribed');
  });
});
