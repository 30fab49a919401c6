/**
 * The records of CSV text that comes in pieces, each with its line end, so that joined they are the text again. A quote
 * counts only at the start of a cell, as where files are read; without one every line is a record.
 */
export async function* listRecords(
  pieces: AsyncIterable<string>,
  { delimiter, quote }: { readonly delimiter: string; readonly quote: string },
): AsyncGenerator<string> {
  let record = '';
  let isQuoted = false;
  let atCellStart = true;
  let afterReturn = false;
  for await (const piece of pieces) {
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const character = piece[at] as string;
      if (afterReturn) {
        afterReturn = false;
        const end = character === '\n' ? at + 1 : at;
        yield record + piece.slice(from, end);
        record = '';
        from = end;
        atCellStart = true;
        if (character === '\n') continue;
      }
      if (isQuoted) {
        isQuoted = character !== quote;
        continue;
      }
      if (character === quote && atCellStart) isQuoted = true;
      // A doubled quote opens the cell again right after it closed.
      atCellStart = character === delimiter || character === quote;
      if (character === '\r') afterReturn = true;
      if (character !== '\n') continue;
      yield record + piece.slice(from, at + 1);
      record = '';
      from = at + 1;
      atCellStart = true;
    }
    record += piece.slice(from);
  }
  if (record !== '') yield record;
}
