/** Cells of a block that was copied from a spreadsheet: tabs between columns, lines between rows, quotes around both. */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  for (let place = 0; place < source.length; place += 1) {
    const character = source[place];
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (source[place + 1] === '"') {
        cell += '"';
        place += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell === '') isQuoted = true;
    else if (character === '\t') endCell();
    else if (character === '\n') {
      endCell();
      rows.push([]);
    } else cell += character;
  }
  // A quote that never closes is a quote, not a way to write cells.
  if (isQuoted) return source.split('\n').map((line) => line.split('\t'));
  endCell();
  return rows;
}
