import { type EditorState, type Extension, type Range, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import { findFunction } from '#core/formula/function-registry.ts';
import { quoteField } from '#core/formula/quote-field.ts';
import { scanFormula, type Token } from '#core/formula/tokenize-formula.ts';
import type { Field } from '#core/graph/field-type.ts';
import { type Surroundings, surroundings } from './surroundings.ts';

interface Marks {
  readonly all: DecorationSet;
  readonly pills: DecorationSet;
}

const colours: Partial<Record<Token['kind'], Decoration>> = {
  text: Decoration.mark({ class: 'cm-formula-text' }),
  number: Decoration.mark({ class: 'cm-formula-number' }),
  field: Decoration.mark({ class: 'cm-formula-field' }),
  operator: Decoration.mark({ class: 'cm-formula-operator' }),
};
const functionColour = Decoration.mark({ class: 'cm-formula-function' });
const wordColour = Decoration.mark({ class: 'cm-formula-word' });
const faultMark = Decoration.mark({ class: 'cm-formula-fault' });

/** A known field, shown as its name with the icon of its type. Moves and goes as one piece. */
class FieldPill extends WidgetType {
  readonly field: Field;
  readonly isFaulty: boolean;
  readonly drawIcon: Surroundings['drawIcon'];

  constructor(field: Field, isFaulty: boolean, drawIcon: Surroundings['drawIcon']) {
    super();
    this.field = field;
    this.isFaulty = isFaulty;
    this.drawIcon = drawIcon;
  }

  override eq(other: FieldPill): boolean {
    return (
      other.field.name === this.field.name && other.field.type === this.field.type && other.isFaulty === this.isFaulty
    );
  }

  override toDOM(): HTMLElement {
    const pill = document.createElement('span');
    pill.className = this.isFaulty ? 'cm-formula-pill cm-formula-fault' : 'cm-formula-pill';
    const name = document.createElement('span');
    name.textContent = this.field.name;
    pill.append(this.drawIcon(this.field.type), name);
    return pill;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

function drawMarks(state: EditorState): Marks {
  const source = state.doc.toString();
  const { fields, fault, drawIcon } = state.facet(surroundings);
  const known = new Map(fields.map((field) => [field.name, field]));
  const { head } = state.selection.main;
  const all: Range<Decoration>[] = [];
  const pills: Range<Decoration>[] = [];
  const tokens = scanFormula(source);
  tokens.forEach((token, index) => {
    const { kind, value, start, end } = token;
    const field = kind === 'field' && source.slice(start, end) === quoteField(value) ? known.get(value) : undefined;
    if (field !== undefined && !(head > start && head < end)) {
      const isFaulty = fault !== null && fault.start < end && fault.end > start;
      const pill = Decoration.replace({ widget: new FieldPill(field, isFaulty, drawIcon) }).range(start, end);
      all.push(pill);
      pills.push(pill);
    } else if (kind === 'word') {
      const isCall = tokens[index + 1]?.kind === 'open' && findFunction(value) !== undefined;
      all.push((isCall ? functionColour : wordColour).range(start, end));
    } else {
      const colour = colours[kind];
      if (colour) all.push(colour.range(start, end));
    }
  });
  if (fault !== null) {
    const start = Math.max(0, Math.min(fault.start, source.length - 1));
    const end = Math.min(Math.max(fault.end, start + 1), source.length);
    if (start < end) all.push(faultMark.range(start, end));
  }
  return { all: Decoration.set(all, true), pills: Decoration.set(pills, true) };
}

const marks = StateField.define<Marks>({
  create: drawMarks,
  update: (drawn, { state, startState, docChanged, selection }) =>
    docChanged || selection !== undefined || state.facet(surroundings) !== startState.facet(surroundings)
      ? drawMarks(state)
      : drawn,
  provide: (field) => EditorView.decorations.from(field, ({ all }) => all),
});

/** Colours, field pills and the underlined fault. */
export const formulaMarks: Extension = [marks, EditorView.atomicRanges.of((view) => view.state.field(marks).pills)];
