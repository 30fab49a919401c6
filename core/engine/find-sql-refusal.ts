/** Why a query is not let through: a code with its sentence under `problems` and `errors`. */
export interface SqlRefusal {
  readonly code: 'sql_not_understood' | 'sql_not_select' | 'sql_semicolon' | 'sql_table' | 'sql_function' | 'sql_part';
  readonly params: Readonly<Record<string, string>>;
}

type SyntaxNode = Readonly<Record<string, unknown>>;

/** What a FROM may hold; all else (SHOW, DESCRIBE, bound data) is refused. */
const tableTypes = ['BASE_TABLE', 'SUBQUERY', 'JOIN', 'EMPTY', 'EXPRESSION_LIST', 'TABLE_FUNCTION', 'PIVOT'];

const queryTypes = ['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE'];

/** Functions in FROM that make rows of their arguments alone. */
const tableFunctions = ['unnest', 'range', 'generate_series'];

/** Words that are functions without parentheses when no column has their name. */
const bareFunctions = [
  'current_user',
  'current_role',
  'session_user',
  'user',
  'current_catalog',
  'current_schema',
  'current_database',
];

/**
 * Walks the engine's own syntax tree of one SELECT. Tables are looked up as SQL does: a WITH name counts from where it
 * is defined, so that it cannot lend its name to a table of the engine elsewhere. Names are in lower case.
 */
export function findSqlRefusal(
  tree: unknown,
  relations: ReadonlySet<string>,
  functions: ReadonlySet<string>,
): SqlRefusal | null {
  return new SqlWalker(functions).visit(tree, relations);
}

class SqlWalker {
  private readonly functions: ReadonlySet<string>;

  constructor(functions: ReadonlySet<string>) {
    this.functions = functions;
  }

  visit(value: unknown, visible: ReadonlySet<string>): SqlRefusal | null {
    if (Array.isArray(value)) return this.visitAll(value, visible);
    if (typeof value !== 'object' || value === null) return null;
    const node = value as SyntaxNode;
    const refusal = this.check(node, visible);
    if (refusal !== null) return refusal;
    const scope = this.enter(node, visible);
    if (!(scope instanceof Set)) return scope as SqlRefusal;
    const rest = Object.entries(node).filter(([key]) => key !== 'cte_map');
    return this.visitAll(
      rest.map(([, child]) => child),
      scope,
    );
  }

  private visitAll(values: readonly unknown[], visible: ReadonlySet<string>): SqlRefusal | null {
    for (const value of values) {
      const refusal = this.visit(value, visible);
      if (refusal !== null) return refusal;
    }
    return null;
  }

  /** The tables that are visible inside a query, its own WITH names among them. */
  private enter(node: SyntaxNode, visible: ReadonlySet<string>): Set<string> | SqlRefusal {
    const scope = new Set(visible);
    if (node.type === 'RECURSIVE_CTE_NODE') scope.add(nameOf(node.cte_name));
    const entries = (node.cte_map as { map?: readonly { key: unknown; value: unknown }[] } | undefined)?.map ?? [];
    for (const { key, value } of entries) {
      const refusal = this.visit(value, scope);
      if (refusal !== null) return refusal;
      scope.add(nameOf(key));
    }
    return scope;
  }

  private check(node: SyntaxNode, visible: ReadonlySet<string>): SqlRefusal | null {
    if (typeof node.class === 'string') return this.checkExpression(node);
    if (typeof node.type !== 'string') return null;
    if (node.type.endsWith('_NODE')) return queryTypes.includes(node.type) ? null : part(node.type);
    // Every entry of a FROM has a sample, even where there is none.
    if (!('sample' in node && 'alias' in node)) return null;
    if (!tableTypes.includes(node.type)) return part(node.type);
    if (node.type === 'BASE_TABLE') return checkTable(node, visible);
    return node.type === 'TABLE_FUNCTION' ? checkTableFunction(node) : null;
  }

  private checkExpression(node: SyntaxNode): SqlRefusal | null {
    if (node.class === 'PARAMETER') return part('$');
    if (node.class === 'COLUMN_REF') {
      const names = node.column_names as readonly unknown[] | undefined;
      const name = names?.length === 1 ? nameOf(names[0]) : '';
      return bareFunctions.includes(name) ? { code: 'sql_function', params: { name } } : null;
    }
    const name = 'function_name' in node ? nameOf(node.function_name) : '';
    if (name === '') return null;
    // The parser itself puts some operators into `main`.
    const isQualified = !['', 'main'].includes(nameOf(node.schema)) || nameOf(node.catalog) !== '';
    const isSafe = !isQualified && (this.functions.has(name) || tableFunctions.includes(name));
    return isSafe ? null : { code: 'sql_function', params: { name } };
  }
}

function checkTable(node: SyntaxNode, visible: ReadonlySet<string>): SqlRefusal | null {
  const name = nameOf(node.table_name);
  const isQualified = nameOf(node.schema_name) !== '' || nameOf(node.catalog_name) !== '';
  const isTravelling = node.at_clause !== null && node.at_clause !== undefined;
  if (visible.has(name) && !isQualified && !isTravelling) return null;
  return { code: 'sql_table', params: { name: String(node.table_name).slice(0, 200) } };
}

function checkTableFunction(node: SyntaxNode): SqlRefusal | null {
  const name = nameOf((node.function as SyntaxNode | undefined)?.function_name);
  return tableFunctions.includes(name) ? null : { code: 'sql_function', params: { name } };
}

function part(name: string): SqlRefusal {
  return { code: 'sql_part', params: { name } };
}

function nameOf(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}
