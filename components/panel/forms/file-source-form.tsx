import { useTranslations } from 'next-intl';
import type { FileView } from '#core/contracts/files.ts';
import type { CsvFormat, FileFormat } from '#core/graph/nodes/file-source.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { FileDrop } from '../file/file-drop.tsx';
import { FileFormatEditor } from '../file/file-format-editor.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { DriftPolicyEditor } from '../source/drift/drift-policy-editor.tsx';
import { DriftSection } from '../source/drift/drift-section.tsx';
import { FieldsTable } from '../source/fields-table.tsx';
import { ReadFieldsButton } from '../source/read-fields-button.tsx';
import { useDiscover } from '../source/use-discover.ts';

/** Settings that decide what a column's values are: types are looked for anew after them. */
const changesTypes: readonly (keyof CsvFormat)[] = ['decimalSeparator', 'thousandsSeparator'];

export function FileSourceForm({ node, settings, change }: NodeFormProps<'file-source'>) {
  const t = useTranslations('builder.forms.file');
  const discover = useDiscover(node);
  const { fileId, fileName, format, fields, drift } = settings;
  const takeFile = (file: FileView) => {
    const part = { fileId: file.id, fileName: file.name, format: null };
    change(part);
    discover.mutate({ settings: { ...settings, ...part }, keep: 'fields' });
  };
  const changeFormat = (next: FileFormat, changed: string) => {
    change({ format: next });
    const keep = changesTypes.some((key) => key === changed) ? 'nothing' : 'choices';
    discover.mutate({ settings: { ...settings, format: next, fields: keep === 'nothing' ? [] : fields }, keep });
  };
  return (
    <>
      <FileDrop fileName={fileName} problem={useFieldProblem(node, 'fileId')} onFile={takeFile} />
      {fileId !== '' && format !== null && <FileFormatEditor format={format} onChange={changeFormat} />}
      {fileId !== '' && (fields.length === 0 || discover.error !== null) && (
        <ReadFieldsButton discover={discover} known={fields.length > 0} disabled={false} />
      )}
      {discover.isPending && <p className="animate-appear text-ink-2 text-meta">{t('looking')}</p>}
      {(discover.data?.rejectedCount ?? 0) > 0 && (
        <p className="text-meta text-warning">{t('rejected', { rows: discover.data?.rejectedCount ?? 0 })}</p>
      )}
      <DriftSection node={node} onChange={change} />
      <FieldsTable fields={fields} onChange={(next) => change({ fields: next })} dateFormats policies />
      {fields.length > 0 && <DriftPolicyEditor drift={drift} onChange={(next) => change({ drift: next })} />}
    </>
  );
}
