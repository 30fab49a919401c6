function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether every typed word begins a word of the text, without regard to accents, case and order. */
export function matchWords(text: string, typed: string): boolean {
  const words = fold(text).split(/[\s\-_/.“”«»"]+/);
  return fold(typed)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}
