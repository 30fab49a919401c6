import { Undo2, Wand2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import type { UnionSettings } from '#core/graph/nodes/union.ts';
import { SectionProblem } from '../fields/section-problem.tsx';
import {
  type AlignedColumn,
  alignColumns,
  listLeftOut,
  placeField,
  restoreField,
  suggestMatches,
  type UnionInput,
} from './align-columns.ts';

interface AlignmentGridProps {
  readonly node: GraphNode;
  readonly inputs: readonly UnionInput[];
  readonly mapping: UnionSettings['mapping'];
  readonly onChange: (mapping: UnionSettings['mapping']) => void;
}

/** Which field of every input goes into which column: one line per column, one choice per input. */
export function AlignmentGrid({ node, inputs, mapping, onChange }: AlignmentGridProps) {
  const t = useTranslations('builder.forms.union');
  const columns = alignColumns(inputs, mapping);
  const suggested = suggestMatches(inputs, mapping);
  const leftOut = listLeftOut(inputs, mapping);
  return (
    <section aria-label={t('alignment')} className="flex flex-col gap-2">
      <h3 className="font-medium text-ui">{t('alignment')}</h3>
      {suggested.length > 0 && (
        <Button size="small" icon={Wand2} className="self-start" onClick={() => onChange([...mapping, ...suggested])}>
          {t('alignSimilar', { count: suggested.length })}
        </Button>
      )}
      <div className="overflow-x-auto">
        <table className="w-full border-separate border-spacing-1 text-meta">
          <thead>
            <tr className="text-left text-ink-3">
              <th scope="col" className="font-medium">
                {t('column')}
              </th>
              {inputs.map(({ edge, name }) => (
                <th key={edge} scope="col" className="max-w-32 truncate font-medium" title={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <AlignmentRow
                key={column.name.toLowerCase()}
                column={column}
                inputs={inputs}
                onPlace={(edge, index, field) => onChange(placeField(mapping, edge, column, index, field))}
              />
            ))}
          </tbody>
        </table>
      </div>
      {leftOut.length > 0 && (
        <div className="flex flex-wrap items-center gap-1.5 text-ink-2 text-meta">
          {t('leftOut')}
          {leftOut.map(({ edge, field }) => (
            <Button
              key={`${edge} ${field}`}
              size="small"
              variant="ghost"
              icon={Undo2}
              onClick={() => onChange(restoreField(mapping, edge, field))}
            >
              {field}
            </Button>
          ))}
        </div>
      )}
      <SectionProblem node={node} field="mapping" />
    </section>
  );
}

interface AlignmentRowProps {
  readonly column: AlignedColumn;
  readonly inputs: readonly UnionInput[];
  readonly onPlace: (edge: string, index: number, field: string | null) => void;
}

function AlignmentRow({ column, inputs, onPlace }: AlignmentRowProps) {
  const t = useTranslations('builder.forms.union');
  return (
    <tr>
      <th scope="row" className="max-w-28 truncate text-left font-medium text-ui" title={column.name}>
        {column.name}
      </th>
      {inputs.map(({ edge, name, fields }, index) => (
        <td key={edge} className="min-w-32">
          <SelectField
            label={t('fieldOf', { column: column.name, input: name })}
            hideLabel
            value={column.sources[index] ?? blankValue}
            onChange={(field) => onPlace(edge, index, field === blankValue ? null : field)}
            choices={[
              { value: blankValue, label: t('blank') },
              ...fields.map((field) => ({ value: field.name, label: field.name })),
            ]}
          />
        </td>
      ))}
    </tr>
  );
}

/** No field has an empty name. */
const blankValue = '';
