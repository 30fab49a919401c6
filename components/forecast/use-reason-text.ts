import { useTranslations } from 'next-intl';
import type { RunPlanView } from '#core/contracts/run-plan.ts';

export type Refusal = RunPlanView['targets'][number]['reasons'][number];

const known = [
  'value_required',
  'value_too_long',
  'value_out_of_range',
  'value_invalid',
  'value_unmatched',
  'check_failed',
  'key_blank',
  'key_duplicate',
  'value_duplicate',
] as const;

/** Why rows would be rejected, in a few words. */
export function useReasonText(): (refusal: Refusal) => string {
  const t = useTranslations('builder.forecast');
  return ({ reason, field, limit }) => {
    const code = known.find((candidate) => candidate === reason) ?? 'other';
    return t(`reasons.${code}`, { field: field ?? t('nameless'), limit: limit ?? '' });
  };
}
