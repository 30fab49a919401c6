/**
 * Translates a path such as `customer.city` or `lines[1].sku` into a JSON pointer (RFC 6901). Positions count from 1,
 * as everywhere in formulas. Undefined when it cannot be read.
 */
export function parseJsonPath(path: string): string | undefined {
  const steps = path.trim().match(/[^.[\]]+|\[\d{1,9}\]|[.[\]]/g) ?? [];
  let pointer = '';
  let wantsStep = true;
  for (const step of steps) {
    if (step === '.') {
      if (wantsStep) return undefined;
      wantsStep = true;
    } else if (/^\[\d+\]$/.test(step)) {
      const position = Number(step.slice(1, -1));
      if (position < 1 || (wantsStep && pointer !== '')) return undefined;
      pointer += `/${position - 1}`;
      wantsStep = false;
    } else {
      if (!wantsStep || '[]'.includes(step)) return undefined;
      pointer += `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      wantsStep = false;
    }
  }
  return wantsStep ? undefined : pointer;
}
