/** A copy of settings with the value at a dotted path such as `conditions.2.value` replaced. */
export function setAtPath(
  settings: Readonly<Record<string, unknown>>,
  path: string,
  value: unknown,
): Record<string, unknown> {
  return replace(settings, path.split('.'), value) as Record<string, unknown>;
}

function replace(target: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(target))
    return target.map((entry, index) => (String(index) === step ? replace(entry, rest, value) : entry));
  if (typeof target !== 'object' || target === null) return target;
  return { ...target, [step]: replace((target as Record<string, unknown>)[step], rest, value) };
}
