import type { ConnectorContext, SourceConnector } from '#connectors/kit/connector.ts';
import { describeColumns } from '#connectors/kit/table-columns.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';

interface TableLook {
  readonly fields: readonly Field[];
  /** Undefined where nobody can say cheaply. */
  readonly totalRows: number | undefined;
}

/** What sources that read a database say of their fields, from one look at the table or query. */
export function lookAtTable(
  look: (context: ConnectorContext<TableSourceSettings>) => Promise<TableLook>,
): Required<Pick<SourceConnector<TableSourceSettings>, 'discover' | 'inspect'>> {
  return {
    discover: async (context) => {
      const { fields, totalRows } = await look(context);
      const found = { fields, settings: { fields }, shape: describeColumns(fields) };
      return totalRows === undefined ? found : { ...found, totalRows };
    },
    inspect: async (context) => describeColumns((await look(context)).fields),
  };
}
