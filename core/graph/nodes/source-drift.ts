import { z } from 'zod';

/** New fields, and fields of another type: `evolve` takes them along, `freeze` keeps to what is known. */
export const shapePolicies = ['freeze', 'evolve', 'stop'] as const;

/** Fields that are gone and that something still asks for. */
export const missingPolicies = ['stop', 'blank'] as const;

/** Values that do not fit the type of their field: the row is set aside, the value is left out and counted, or the run stops. */
export const valuePolicies = ['reject', 'drop', 'stop'] as const;

const shape = z.enum(shapePolicies);
const missing = z.enum(missingPolicies);
const values = z.enum(valuePolicies);

/** What a run does where one field differs from what the pipeline knows of it; what is left out is as the source says. */
export const fieldDriftSchema = z.strictObject({
  shape: shape.optional(),
  missing: missing.optional(),
  values: values.optional(),
});

/** What a run does where a source differs from what the pipeline knows of it. */
export const sourceDriftSchema = z.strictObject({
  shape,
  missing,
  values,
  /** Places of fields in the source that somebody decided to leave out. */
  ignored: z.array(z.array(z.string()).max(20)).max(2000),
});

export type SourceDrift = z.infer<typeof sourceDriftSchema>;

export type DriftPolicy = Pick<SourceDrift, 'shape' | 'missing' | 'values'>;

export const defaultDrift: SourceDrift = { shape: 'freeze', missing: 'stop', values: 'reject', ignored: [] };

/** The source's own settings; the defaults for kinds that have none. */
export function readSourceDrift(settings: Readonly<Record<string, unknown>>): SourceDrift {
  const parsed = sourceDriftSchema.safeParse(settings.drift);
  return parsed.success ? parsed.data : defaultDrift;
}

/** What counts for a field. */
export function policyOf(
  { drift: own }: { readonly drift?: z.infer<typeof fieldDriftSchema> | undefined },
  drift: DriftPolicy | undefined = defaultDrift,
): DriftPolicy {
  return {
    shape: own?.shape ?? drift.shape,
    missing: own?.missing ?? drift.missing,
    values: own?.values ?? drift.values,
  };
}
