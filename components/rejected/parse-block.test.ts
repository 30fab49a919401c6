import { expect, it } from 'vitest';
import { parseBlock } from './parse-block.ts';

it.each([
  ['one', [['one']]],
  [
    'a\tb\nc\td\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a\r\nb', [['a'], ['b']]],
  ['"two\nlines"\t"a ""b"""', [['two\nlines', 'a "b"']]],
  ['5" pipe\tx', [['5" pipe', 'x']]],
  ['"open\tx', [['"open', 'x']]],
  ['', [['']]],
])('reads %j', (text, cells) => expect(parseBlock(text)).toEqual(cells));
