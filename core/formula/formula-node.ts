/** Half-open range of the source text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type UnaryOperator = '-' | 'NOT';

export const comparisonOperators = ['=', '<>', '<', '<=', '>', '>='] as const;
export type ComparisonOperator = (typeof comparisonOperators)[number];
export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type BinaryOperator = ComparisonOperator | ArithmeticOperator | '&' | 'AND' | 'OR';

/** What a formula means. The span of a node includes the parentheses around it. */
export type FormulaNode = Span &
  (
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'number'; readonly digits: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'blank' }
    | { readonly kind: 'field'; readonly name: string }
    | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: FormulaNode }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator;
        readonly operatorSpan: Span;
        readonly left: FormulaNode;
        readonly right: FormulaNode;
      }
    | { readonly kind: 'call'; readonly name: string; readonly nameSpan: Span; readonly args: readonly FormulaNode[] }
  );

export type CallNode = Extract<FormulaNode, { kind: 'call' }>;
export type BinaryNode = Extract<FormulaNode, { kind: 'binary' }>;

/** The nodes directly below a node, in source order. */
export function childrenOf(node: FormulaNode): readonly FormulaNode[] {
  if (node.kind === 'unary') return [node.operand];
  if (node.kind === 'binary') return [node.left, node.right];
  return node.kind === 'call' ? node.args : [];
}
