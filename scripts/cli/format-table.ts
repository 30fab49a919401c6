export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** A table for the terminal: columns as wide as their widest value, the last one never padded. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => displayWidth(line[index] ?? ''))));
  return lines
    .map((line) =>
      columns
        .map(({ align }, index) => pad(line[index] ?? '', widths[index] ?? 0, align ?? 'left'))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'left' ? text + space : space + text;
}

const segmenter = new Intl.Segmenter();

/** Cells of the terminal: letters with accents take one, emoji and East Asian characters two. */
function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    width += /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u.test(segment)
      ? 2
      : 1;
  }
  return width;
}
