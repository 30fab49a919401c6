import type { NodeFormProps } from '../node-form.ts';
import { TableSourceEditor } from '../source/table-source-editor.tsx';

export function MysqlSourceForm(props: NodeFormProps<'mysql-source'>) {
  return <TableSourceEditor connector="mysql" {...props} />;
}
