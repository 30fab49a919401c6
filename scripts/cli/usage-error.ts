import type { MessageValues } from '#core/platform/translate.ts';

/** The command line was not understood: `cli.usageErrors.<code>`. */
export class UsageError extends Error {
  readonly code: string;
  readonly values: MessageValues;

  constructor(code: string, values: MessageValues = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}
