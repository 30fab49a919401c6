import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { addressPattern } from '#connectors/kit/address-pattern.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { eraseFromTextFile } from './erase-text-file.ts';

provideTestDatabase();

const ana = addressPattern('ana+x@example.com').javascript;
const erase = async (content: string | Buffer) => {
  await getBlobStore().put('files/ws/f', Buffer.from(content as string));
  const removed = await eraseFromTextFile('files/ws/f', ana);
  return { removed, bytes: await readFile(getBlobStore().path('files/ws/f')) };
};

it('takes records out of CSV and leaves every other byte as it is', async () => {
  const first = 'mail;note\r\n"mariana+x@example.com";"two\r\nlines; ""quoted"""\r\n';
  const last = 'leo@example.com;caf\u00e9 ana+x@example.com.mx';
  const gone = '"Ana+X@Example.com";"of\r\nthree\nlines"\r\n';
  expect(await erase(`${first}${gone}${last}`)).toEqual({ removed: 1, bytes: Buffer.from(first + last) });
  const wide = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
  expect(await erase(wide(`${first}${gone}${last}`))).toEqual({ removed: 1, bytes: wide(first + last) });
});

it('finds an address between letters that are not of ASCII, and none of a longer one', async () => {
  const text = 'mail,note\nleo@example.com,“ana+x@example.com”\neva@example.com,x.ana+x@example.com\n';
  const kept = Buffer.from('mail,note\neva@example.com,x.ana+x@example.com\n');
  expect(await erase(text)).toEqual({ removed: 1, bytes: kept });
});

it('takes rows out of JSON, wherever the list is, and keeps long numbers', async () => {
  const lines = '{"mail":"leo@example.com","id":12345678901234567890}\n{"text":"hi\\nana+x@example.com"}\n';
  expect(await erase(lines)).toMatchObject({ removed: 1, bytes: Buffer.from(`${lines.split('\n')[0]}\n`) });
  const document = { company: 'Acme', people: [{ mail: 'leo@example.com' }, { tags: ['ana+x@example.com'] }] };
  const erased = await erase(JSON.stringify(document).replace('"Acme"', '12345678901234567890.0'));
  expect(erased.removed).toBe(1);
  expect(erased.bytes.toString()).toBe('{"company":12345678901234567890.0,"people":[{"mail":"leo@example.com"}]}');
});

it('says where it cannot rewrite a file', async () => {
  await expect(erase('{"mail": "ana+x@example.com", broken')).rejects.toMatchObject({ code: 'erase_file_by_hand' });
  expect((await erase('nobody is here')).removed).toBe(0);
});
