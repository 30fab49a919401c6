import type { FieldChoice, Repair, RepairStop } from '#core/contracts/repairs.ts';

type Place = readonly string[];

/** Text that is the same for the same place. */
export function keyOf(place: Place): string {
  return JSON.stringify(place);
}

/** What mends a difference without changing anything after the source; null where only a person can say. */
export function proposeChoice({ kind, place, suggestion }: RepairStop): FieldChoice | null {
  if (kind !== 'missing') return { kind, place, take: false };
  return suggestion?.sure ? { kind, place, to: suggestion.place } : null;
}

/** Whether a field that is gone is read from there, so that there is nothing else to say of it. */
export function isTaken(place: Place, choices: readonly (FieldChoice | null)[]): boolean {
  const key = keyOf(place);
  return choices.some((choice) => choice?.kind === 'missing' && choice.to !== null && keyOf(choice.to) === key);
}

/** The stops that are left to decide on: not new fields that another one is called now. */
export function listOpen({ stops }: Repair, choices: readonly (FieldChoice | null)[]): number[] {
  return stops.flatMap(({ kind, place }, index) => (kind === 'added' && isTaken(place, choices) ? [] : [index]));
}

/** The name of a field that was found in the source. */
export function nameAt({ candidates }: Repair, place: Place): string {
  return candidates.find((candidate) => keyOf(candidate.place) === keyOf(place))?.name ?? place.join('.');
}
