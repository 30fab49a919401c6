import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { listFormulaFunctions } from '#core/formula/function-registry.ts';
import { type FormulaCompletion, suggestCompletions } from './suggest-completions.ts';
import { type Surroundings, surroundings } from './surroundings.ts';

interface ShownCompletion extends Completion {
  readonly suggested: FormulaCompletion;
}

const functions = listFormulaFunctions();

function complete({ state, pos, explicit }: CompletionContext): CompletionResult | null {
  const around = state.facet(surroundings);
  const found = suggestCompletions(state.doc.toString(), pos, { ...around, functions }, explicit);
  if (found === null) return null;
  return {
    from: found.start,
    options: found.completions.map((suggested) => showCompletion(suggested, around)),
    // Ordered by type already.
    filter: false,
  };
}

function showCompletion(suggested: FormulaCompletion, around: Surroundings): ShownCompletion {
  return {
    label: suggested.name,
    suggested,
    info: () =>
      suggested.kind === 'field'
        ? around.describeField(suggested.field)
        : around.describeFunction(suggested.definition),
    apply: (view, completion, from, to) => insertCompletion(view, completion as ShownCompletion, from, to),
  };
}

/** Inserts it; parentheses and brackets that stand there already are not written twice. */
function insertCompletion(view: EditorView, completion: ShownCompletion, from: number, to: number): void {
  const { kind, text, caret } = completion.suggested;
  const next = view.state.sliceDoc(to, to + 1);
  const hasParenthesis = kind === 'function' && next === '(';
  const insert = hasParenthesis ? text.slice(0, -2) : text;
  view.dispatch({
    changes: { from, to: kind === 'field' && next === ']' ? to + 1 : to, insert },
    selection: { anchor: from + (hasParenthesis ? insert.length + 1 : caret) },
    userEvent: 'input.complete',
    annotations: pickedCompletion.of(completion),
  });
}

/** Completion of fields and functions, by what type belongs at the caret; what an option does is told beside it. */
export const formulaCompletion: Extension = autocompletion({
  override: [complete],
  icons: false,
  activateOnTypingDelay: 30,
  maxRenderedOptions: 50,
  addToOptions: [
    {
      position: 20,
      render: (completion, state) => {
        const { suggested } = completion as ShownCompletion;
        return state.facet(surroundings).drawIcon(suggested.kind === 'field' ? suggested.field.type : 'function');
      },
    },
  ],
});
