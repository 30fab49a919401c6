import { identifier, type Sql, sql } from '#core/compiler/sql.ts';
import type { Field, FieldType } from '#core/graph/field-type.ts';
import { nearestName } from '#core/graph/nearest-name.ts';
import { castTo } from './cast-to.ts';
import { constantOf, matchParameters, requireFunction, resolveArgumentTypes } from './check-call.ts';
import { readFormulaClock } from './formula-clock.ts';
import { catchFormulaError, type FormulaError, FormulaFailure } from './formula-error.ts';
import type { FormulaCall, FormulaClock, FormulaParameter } from './formula-function.ts';
import { type CallNode, childrenOf, type FormulaNode } from './formula-node.ts';
import { lowerBinary, lowerUnary } from './lower-operator.ts';
import { parseFormula } from './parse-formula.ts';
import { quoteField } from './quote-field.ts';
import { referencedFields } from './referenced-fields.ts';
import { sqlAs, type TypedValue } from './typed-value.ts';

/** Largest SQL a formula may become, in parts; some functions repeat an argument, so nesting them multiplies. */
const maxSqlParts = 20_000;
const maxIntegerDigits = 28;
const maxFractionDigits = 10;
const largestInteger = 2n ** 63n - 1n;

export interface FormulaOptions {
  /** The instant that TODAY and NOW mean, ISO 8601 with offset. */
  readonly now: string;
  /** IANA zone whose calendar TODAY follows, UTC by default. */
  readonly timeZone?: string;
}

/**
 * Checks a formula against the fields it may use and lowers it to SQL over columns of the same names, which must have
 * the engine types of `toDuckDbType`. The SQL has exactly the engine type of `type`, and never fails on any row: what
 * cannot be computed (division by zero, overflow, unreadable text) is blank.
 */
export function compileFormula(
  source: string,
  fields: readonly Field[],
  options: FormulaOptions,
): { sql: Sql; type: FieldType } | { error: FormulaError } {
  const clock = readFormulaClock(options.now, options.timeZone ?? 'UTC');
  const parsed = parseFormula(source);
  if ('error' in parsed) return { error: suggestField(parsed.error, fields) };
  return catchFormulaError(() => {
    const value = new FormulaCompiler(source, fields, clock).compile(parsed.ast);
    const type = value.type === 'blank' ? 'text' : value.type;
    return { sql: sqlAs(value, type), type };
  });
}

/** The engine forgets the type of what it finds to be NULL before it sees a row: a BLANK, or a call without fields. */
function mayLoseType(node: FormulaNode): boolean {
  const children = childrenOf(node);
  if (children.length === 0) return false;
  if (node.kind === 'call' && referencedFields(node).length === 0) return true;
  return children.some((child) => child.kind === 'blank' || mayLoseType(child));
}

/** The parser knows no fields; a word without brackets most likely means one. */
function suggestField(error: FormulaError, fields: readonly Field[]): FormulaError {
  if (error.code !== 'bare_word') return error;
  const names = fields.map(({ name }) => name);
  const nearest = nearestName(String(error.params.word), names);
  if (nearest === undefined) return error;
  const suggestion = quoteField(nearest);
  return { ...error, params: { ...error.params, fix: suggestion }, suggestion };
}

class FormulaCompiler {
  private readonly source: string;
  private readonly fields: ReadonlyMap<string, Field>;
  private readonly clock: FormulaClock;

  constructor(source: string, fields: readonly Field[], clock: FormulaClock) {
    this.source = source;
    this.fields = new Map(fields.map((field) => [field.name, field]));
    this.clock = clock;
  }

  compile(node: FormulaNode): TypedValue {
    const compiled = this.compileNode(node);
    const { type } = compiled;
    const value = type !== 'blank' && mayLoseType(node) ? { ...compiled, sql: castTo(compiled.sql, type) } : compiled;
    if (value.sql.parts.length > maxSqlParts) throw new FormulaFailure('formula_too_complex', node);
    return value;
  }

  private compileNode(node: FormulaNode): TypedValue {
    switch (node.kind) {
      case 'text':
        return { node, type: 'text', sql: sql`${node.value}::VARCHAR` };
      case 'number':
        return compileNumber(node);
      case 'boolean':
        return { node, type: 'boolean', sql: node.value ? sql`TRUE` : sql`FALSE` };
      case 'blank':
        return { node, type: 'blank', sql: sql`NULL` };
      case 'field':
        return this.compileField(node);
      case 'unary':
        return lowerUnary(node, this.compile(node.operand), this.source);
      case 'binary':
        return lowerBinary(node, this.compile(node.left), this.compile(node.right), this.source);
      case 'call':
        return this.compileCall(node);
    }
  }

  private compileField(node: Extract<FormulaNode, { kind: 'field' }>): TypedValue {
    const field = this.fields.get(node.name);
    if (!field) {
      const nearest = nearestName(node.name, [...this.fields.keys()]);
      const fix = nearest === undefined ? undefined : quoteField(nearest);
      throw new FormulaFailure('unknown_field', node, { name: node.name }, fix);
    }
    const column = identifier(field.name);
    // Decimals come in many widths; one width keeps arithmetic predictable.
    return { node, type: field.type, sql: field.type === 'decimal' ? castTo(column, 'decimal') : column };
  }

  private compileCall(node: CallNode): TypedValue {
    const definition = requireFunction(node);
    const parameters = matchParameters(node, definition);
    const values = node.args.map((arg) => this.compile(arg));
    const types = resolveArgumentTypes(definition, parameters, values, this.source);
    const constants = node.args.map((arg, index) =>
      constantOf(parameters[index] as FormulaParameter, arg, definition.name),
    );
    const call: FormulaCall = { types, constants, clock: this.clock };
    const problem = definition.check?.(call);
    if (problem) {
      const params = { name: definition.name, ...problem.params };
      throw new FormulaFailure(problem.code, node.args[problem.argument] ?? node, params, problem.suggestion);
    }
    const args = values.map((value, index) => sqlAs(value, types[index] ?? 'text'));
    const type = typeof definition.result === 'function' ? definition.result(call) : definition.result;
    return { node, type, sql: definition.lower(args, call) };
  }
}

/** Whole numbers are exact integers; numbers with a point are exact decimals. */
function compileNumber(node: Extract<FormulaNode, { kind: 'number' }>): TypedValue {
  const [whole = '', fraction] = node.digits.split('.');
  if (fraction === undefined && BigInt(whole) <= largestInteger)
    return { node, type: 'integer', sql: sql`${BigInt(whole)}::BIGINT` };
  if (whole.length > maxIntegerDigits || (fraction ?? '').length > maxFractionDigits)
    throw new FormulaFailure('number_too_long', node, { digits: maxIntegerDigits, decimals: maxFractionDigits });
  return { node, type: 'decimal', sql: sql`CAST(${node.digits}::VARCHAR AS DECIMAL(38,10))` };
}
