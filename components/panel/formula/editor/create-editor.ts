import { acceptCompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { Compartment, EditorState, type Extension, Transaction } from '@codemirror/state';
import { EditorView, keymap, placeholder, tooltips } from '@codemirror/view';
import { maxFormulaLength } from '#core/formula/parse-formula.ts';
import { formulaCompletion } from './formula-completion.ts';
import { formulaHover } from './formula-hover.ts';
import { formulaMarks } from './formula-marks.ts';
import { formulaTheme } from './formula-theme.ts';
import { type Surroundings, surroundings } from './surroundings.ts';

export interface EditorSettings {
  readonly label: string;
  readonly placeholder: string;
  readonly readOnly: boolean;
  readonly isInvalid: boolean;
  /** Id of the element that says what is wrong. */
  readonly describedBy: string;
  readonly around: Surroundings;
}

/** A formula editor on the page, without React. */
export interface FormulaEditorHandle {
  readonly configure: (settings: EditorSettings) => void;
  /** Replaces the formula; the caret stays where it can, and undo does not know of it. */
  readonly show: (formula: string) => void;
  /** Replaces a part, as typing does, and leaves the caret behind it. */
  readonly write: (text: string, start: number, end: number) => void;
  readonly destroy: () => void;
}

export function createEditor(
  parent: HTMLElement,
  formula: string,
  settings: EditorSettings,
  onChange: (formula: string) => void,
): FormulaEditorHandle {
  const configurable = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: formula,
      extensions: [
        configurable.of(configure(settings)),
        formulaMarks,
        formulaCompletion,
        formulaHover,
        formulaTheme,
        bracketMatching(),
        closeBrackets(),
        EditorState.languageData.of(() => [{ closeBrackets: { brackets: ['(', '"'] } }]),
        history(),
        EditorView.lineWrapping,
        tooltips({ parent: document.body, position: 'fixed' }),
        EditorState.changeFilter.of(({ newDoc }) => newDoc.length <= maxFormulaLength),
        // Tab leaves the field, as everywhere, unless it takes a completion.
        keymap.of([
          { key: 'Tab', run: acceptCompletion },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of(({ docChanged, transactions, state }) => {
          const isOurs = transactions.some((transaction) => transaction.annotation(Transaction.addToHistory) === false);
          if (docChanged && !isOurs) onChange(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    configure: (next) => view.dispatch({ effects: configurable.reconfigure(configure(next)) }),
    show: (next) => {
      if (next === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: next },
        selection: { anchor: Math.min(view.state.selection.main.head, next.length) },
        annotations: Transaction.addToHistory.of(false),
      });
    },
    write: (text, start, end) => {
      view.dispatch({ changes: { from: start, to: end, insert: text }, selection: { anchor: start + text.length } });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function configure({ label, isInvalid, describedBy, readOnly, around, ...texts }: EditorSettings): Extension {
  return [
    surroundings.of(around),
    placeholder(texts.placeholder),
    EditorState.readOnly.of(readOnly),
    EditorView.editable.of(!readOnly),
    EditorView.editorAttributes.of({ class: isInvalid ? 'cm-formula-invalid' : '' }),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-invalid': String(isInvalid),
      'aria-describedby': describedBy,
      spellcheck: 'false',
      autocapitalize: 'off',
      translate: 'no',
    }),
  ];
}
