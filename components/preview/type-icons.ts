import {
  Binary,
  Braces,
  Calendar,
  Clock,
  DecimalsArrowRight,
  Hash,
  type LucideIcon,
  ToggleLeft,
  Type,
} from 'lucide-react';
import type { FieldType } from '#core/graph/field-type.ts';

export const typeIcons = {
  text: Type,
  integer: Hash,
  decimal: DecimalsArrowRight,
  number: Binary,
  boolean: ToggleLeft,
  date: Calendar,
  datetime: Clock,
  json: Braces,
} satisfies Record<FieldType, LucideIcon>;
