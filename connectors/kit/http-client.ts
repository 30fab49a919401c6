/** The one way out for HTTP, given to connectors: addresses are checked at connect, redirects followed by hand. */
export interface HttpClient {
  readonly request: (request: HttpRequest) => Promise<HttpResponse>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** True unless told: a body with credentials must not be led elsewhere. */
  readonly followRedirects?: boolean;
  /** What the request proves itself with: no log may hold it. */
  readonly secrets?: readonly string[];
  /** From 1; higher when the same request is sent again. */
  readonly attempt?: number;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The address that answered, after redirects. */
  readonly url: string;
}
