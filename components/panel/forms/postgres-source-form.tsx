import type { NodeFormProps } from '../node-form.ts';
import { TableSourceEditor } from '../source/table-source-editor.tsx';

export function PostgresSourceForm(props: NodeFormProps<'postgres-source'>) {
  return <TableSourceEditor connector="postgres" {...props} />;
}
