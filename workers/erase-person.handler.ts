import { erasePerson } from '#core/people/erase/erase-person.ts';

const timeoutMs = 60 * 60_000;

/** Deletes a person's rows; what goes wrong at one target is told by its receipt. */
export function handleErasure({ erasureId }: { erasureId: string }): Promise<void> {
  return erasePerson(erasureId, AbortSignal.timeout(timeoutMs));
}
