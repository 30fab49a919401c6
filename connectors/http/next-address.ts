import { readPath, splitPath } from '#connectors/kit/locate-rows.ts';
import type { Paging } from '#core/graph/nodes/http-request.ts';

/** A page that was read. */
interface Page {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: unknown;
  readonly recordCount: number;
  /** From 0. */
  readonly index: number;
  /** Records on this and all earlier pages. */
  readonly totalRecords: number;
}

/** The address of the first page: paging by number and by offset name their parameters from the start. */
export function firstAddress(url: string, paging: Paging): string {
  if (paging.kind === 'page') {
    return setParameters(url, [
      [paging.parameter, paging.firstPage],
      [paging.sizeParameter, paging.size],
    ]);
  }
  if (paging.kind === 'offset')
    return setParameters(url, [
      [paging.parameter, 0],
      [paging.sizeParameter, paging.size],
    ]);
  return url;
}

/** The address after a page, or null when it was the last. Numbered pages end with one that is empty. */
export function nextAddress(first: string, page: Page, paging: Paging): string | null {
  switch (paging.kind) {
    case 'none':
      return null;
    case 'next-link': {
      const link =
        paging.path === '' ? readLinkHeader(page.headers.link) : readPath(page.value, splitPath(paging.path));
      return typeof link === 'string' && link !== '' && URL.canParse(link, page.url)
        ? new URL(link, page.url).href
        : null;
    }
    case 'cursor': {
      const cursor = readPath(page.value, splitPath(paging.path));
      const isCursor = (typeof cursor === 'string' && cursor !== '') || typeof cursor === 'number';
      return isCursor ? setParameters(first, [[paging.parameter, cursor]]) : null;
    }
    case 'page':
      if (page.recordCount === 0) return null;
      return setParameters(first, [[paging.parameter, paging.firstPage + page.index + 1]]);
    case 'offset':
      return page.recordCount === 0 ? null : setParameters(first, [[paging.parameter, page.totalRecords]]);
  }
}

function setParameters(url: string, parameters: readonly (readonly [string, string | number])[]): string {
  const address = new URL(url);
  for (const [name, value] of parameters) if (name !== '') address.searchParams.set(name, String(value));
  return address.href;
}

/** The target with `rel="next"` of a Link header (RFC 8288). */
function readLinkHeader(header: string | undefined): string | undefined {
  for (const [, target, parameters = ''] of (header ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[^,;]+)*)/g)) {
    if (/;\s*rel\s*=\s*"?(?:[^";]*\s)?next(?:\s[^";]*)?"?\s*(?:;|$)/i.test(parameters)) return target;
  }
  return undefined;
}
