/** Copies of a list with one change; the list itself stays. */
export function replaceAt<Item>(list: readonly Item[], index: number, part: Partial<Item>): Item[] {
  return list.map((item, place) => (place === index ? { ...item, ...part } : item));
}

export function removeAt<Item>(list: readonly Item[], index: number): Item[] {
  return list.filter((_, place) => place !== index);
}

/** The item at `from` put at `to`; a place outside the list changes nothing. */
export function moveItem<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  return removeAt(list, from).toSpliced(to, 0, item);
}
