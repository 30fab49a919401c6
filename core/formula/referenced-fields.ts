import { childrenOf, type FormulaNode } from './formula-node.ts';
import { parseFormula } from './parse-formula.ts';
import { quoteField } from './quote-field.ts';
import { tokenizeFormula } from './tokenize-formula.ts';

/** Names of the fields a formula reads, each once, in order of appearance. */
export function referencedFields(ast: FormulaNode): readonly string[] {
  const names = new Set<string>();
  const visit = (node: FormulaNode): void => {
    if (node.kind === 'field') names.add(node.name);
    childrenOf(node).forEach(visit);
  };
  visit(ast);
  return [...names];
}

/** The source with every reference to `from` now to `to`, all else untouched. A broken formula comes back as it was. */
export function renameFieldInFormula(source: string, from: string, to: string): string {
  if ('error' in parseFormula(source)) return source;
  let renamed = '';
  let copiedTo = 0;
  for (const token of tokenizeFormula(source)) {
    if (token.kind !== 'field' || token.value !== from) continue;
    renamed += source.slice(copiedTo, token.start) + quoteField(to);
    copiedTo = token.end;
  }
  return renamed + source.slice(copiedTo);
}
