/** Who must act for the failure to go away. `nobody`: it is being retried. */
export type Actor = 'user' | 'admin' | 'vendor' | 'nobody';

export interface TelarErrorOptions {
  /** Values for the sentence `errors.<code>` in the message catalogues. Never secrets. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly actor?: Actor;
  readonly retryable?: boolean;
  readonly nodeId?: string;
  readonly field?: string;
  /** HTTP status when the error leaves through an API. */
  readonly status?: number;
  readonly cause?: unknown;
}

/** A failure with a stable code, one plain sentence (in the catalogues) and someone who can act. */
export class TelarError extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly actor: Actor;
  readonly retryable: boolean;
  readonly nodeId: string | undefined;
  readonly field: string | undefined;
  readonly status: number;

  constructor(code: string, options: TelarErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TelarError';
    this.code = code;
    this.params = options.params ?? {};
    this.actor = options.actor ?? 'user';
    this.retryable = options.retryable ?? false;
    this.nodeId = options.nodeId;
    this.field = options.field;
    this.status = options.status ?? 400;
  }

  /** The same failure placed on a node, unless it already names one. */
  onNode(nodeId: string): TelarError {
    if (this.nodeId !== undefined) return this;
    return new TelarError(this.code, { ...this, nodeId });
  }

  /** The form that is stored on a run and sent to the browser. */
  toJSON(): SerializedError {
    const { code, params, actor, retryable, nodeId, field } = this;
    return { code, params, actor, retryable, ...(nodeId && { nodeId }), ...(field && { field }) };
  }
}

export interface SerializedError {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly actor: Actor;
  readonly retryable: boolean;
  readonly nodeId?: string;
  readonly field?: string;
}
