import { useTranslations } from 'next-intl';
import type { FieldChoice, Repair } from '#core/contracts/repairs.ts';
import { keyOf, nameAt } from './choose-fields.ts';

const longestName = 120;

/** What the choices do, as the name of the version that does it. */
export function useVersionName(): (repair: Repair, choices: readonly FieldChoice[]) => string {
  const t = useTranslations('issues.repair.names');
  return (repair, choices) => {
    const parts = choices.map((choice) => {
      const stop = repair.stops.find(({ kind, place }) => kind === choice.kind && keyOf(place) === keyOf(choice.place));
      const name = stop?.name ?? choice.place.join('.');
      if (choice.kind === 'missing')
        return choice.to === null ? t('blank', { name }) : t('renamed', { name, found: nameAt(repair, choice.to) });
      if (choice.kind === 'added') return t(choice.take ? 'taken' : 'leftOut', { name });
      return t(choice.take ? 'typeTaken' : 'typeKept', { name });
    });
    const name = parts.join('; ');
    return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
  };
}
