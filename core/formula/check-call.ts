import type { FieldType } from '#core/graph/field-type.ts';
import { nearestName } from '#core/graph/nearest-name.ts';
import { FormulaFailure } from './formula-error.ts';
import type { FormulaFunction, FormulaParameter } from './formula-function.ts';
import type { CallNode, FormulaNode } from './formula-node.ts';
import { findFunction, listFunctionNames, signatureOf } from './function-registry.ts';
import { expectedType } from './lower-operator.ts';
import { kindredTypes, suggestConversion } from './suggest-conversion.ts';
import { commonType, type TypedValue } from './typed-value.ts';

/** The function a call names, or a failure that offers the nearest one. */
export function requireFunction(node: CallNode): FormulaFunction {
  const found = findFunction(node.name);
  if (found) return found;
  const nearest = nearestName(node.name, listFunctionNames());
  throw new FormulaFailure('unknown_function', node.nameSpan, { name: node.name }, nearest);
}

/** The parameter that each argument of a call fills. Fails on a wrong number of arguments. */
export function matchParameters(node: CallNode, definition: FormulaFunction): readonly FormulaParameter[] {
  const { parameters } = definition;
  const count = node.args.length;
  const group = parameters.filter(({ variadic }) => variadic);
  const minimum = parameters.filter(({ optional }) => !optional).length;
  if (count < minimum) throw wrongCount(node, definition);
  if (group.length === 0) {
    if (count > parameters.length) throw wrongCount(node, definition);
    return parameters.slice(0, count);
  }
  const groupStart = parameters.findIndex(({ variadic }) => variadic);
  const tail = parameters.slice(groupStart + group.length);
  const repeats = Math.floor((count - groupStart) / group.length);
  const tailCount = count - groupStart - repeats * group.length;
  if (tailCount > tail.length) throw wrongCount(node, definition);
  const repeated = Array.from({ length: repeats }, () => group).flat();
  return [...parameters.slice(0, groupStart), ...repeated, ...tail.slice(0, tailCount)];
}

function wrongCount(node: CallNode, definition: FormulaFunction): FormulaFailure {
  const params = { name: definition.name, count: node.args.length, signature: signatureOf(definition) };
  return new FormulaFailure('wrong_argument_count', node, params);
}

/** The type each argument is brought to. Fails on the first argument that does not fit, saying what to write. */
export function resolveArgumentTypes(
  definition: FormulaFunction,
  parameters: readonly FormulaParameter[],
  values: readonly TypedValue[],
  source: string,
): readonly FieldType[] {
  const shared = new Map<string, TypedValue['type']>();
  values.forEach((value, index) => {
    const parameter = parameters[index] as FormulaParameter;
    requireAccepted(definition, parameter, value, source);
    if (parameter.sameTypeAs === undefined) return;
    const before = shared.get(parameter.sameTypeAs) ?? 'blank';
    const common = commonType(before, value.type);
    if (common === undefined) throw mixedTypes(definition, value, before as FieldType, source);
    shared.set(parameter.sameTypeAs, common);
  });
  return values.map(({ type }, index) => {
    const { sameTypeAs, accepts } = parameters[index] as FormulaParameter;
    const resolved = sameTypeAs === undefined ? type : (shared.get(sameTypeAs) ?? type);
    if (resolved !== 'blank') return resolved;
    return accepts === 'any' ? 'text' : (accepts[0] ?? 'text');
  });
}

function requireAccepted(
  definition: FormulaFunction,
  parameter: FormulaParameter,
  value: TypedValue,
  source: string,
): void {
  const { accepts } = parameter;
  if (value.type === 'blank' || accepts === 'any' || accepts.includes(value.type)) return;
  const params = {
    name: definition.name,
    parameter: parameter.name,
    expected: expectedType(accepts),
    actual: value.type,
    written: source.slice(value.node.start, value.node.end).slice(0, 60),
  };
  const fix = suggestConversion(value.node, source, value.type, accepts);
  throw new FormulaFailure('argument_type', value.node, params, fix);
}

function mixedTypes(definition: FormulaFunction, value: TypedValue, to: FieldType, source: string): FormulaFailure {
  const from = value.type as FieldType;
  const fix = suggestConversion(value.node, source, from, kindredTypes(to));
  return new FormulaFailure('mixed_types', value.node, { name: definition.name, from, to }, fix);
}

/** The literal behind a constant argument. Fails when it is computed. */
export function constantOf(parameter: FormulaParameter, node: FormulaNode, name: string): string | undefined {
  if (node.kind === 'text') return node.value;
  if (node.kind === 'number') return node.digits;
  if (node.kind === 'unary' && node.operand.kind === 'number') return `-${node.operand.digits}`;
  if (!parameter.constant) return undefined;
  throw new FormulaFailure('constant_needed', node, { name, parameter: parameter.name });
}
