import type { TargetConnector } from '#connectors/kit/connector.ts';
import type { HttpTargetSettings } from '#core/graph/nodes/http-target.ts';

/** What the settings say that the API takes, for the fields that are sent. */
export const limitRows: NonNullable<TargetConnector<HttpTargetSettings>['limitRows']> = ({ accepts }, fields) => {
  const columns = accepts
    .filter(({ name }) => fields.some((field) => field.name === name))
    .map(({ name, required = false, maxLength = null, pattern = '', values = [] }) => ({
      ...{ field: name, required, maxLength, cutsSpaces: false, range: null, precision: null, format: null },
      pattern: pattern === '' ? null : pattern,
      allowed: values.length === 0 ? null : values,
    }));
  return columns.length === 0 ? null : { judgesKeys: false, columns, checks: [], unique: [], unchecked: [] };
};
