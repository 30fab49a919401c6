import type { StandInRows } from '#core/contracts/pipelines.ts';
import { getDatabase } from '#core/platform/database.ts';
import { decryptSecret, encryptSecret } from '#core/security/encrypt-secret.ts';
import type { Erasing } from './erasing.ts';
import { type ErasureReceipt, receiptOf } from './erasure-receipt.ts';

/** Rows pinned to steps, and what became of single rows that were sent. Both are encrypted, so each is opened. */
export async function eraseFromTests(erasing: Erasing): Promise<ErasureReceipt[]> {
  return [receiptOf('pins', await eraseFromPins(erasing)), receiptOf('sendings', await eraseFromSendings(erasing))];
}

async function eraseFromPins({ workspaceId, pattern, signal }: Erasing): Promise<number> {
  const address = new RegExp(pattern.javascript, 'iu');
  const pins = await getDatabase().nodePin.findMany({ where: { workspaceId } });
  let found = 0;
  for (const { id, rowsCiphertext: ciphertext, rowsKeyVersion: keyVersion } of pins) {
    signal.throwIfAborted();
    const place = { workspaceId, table: 'node_pins', row: id, column: 'rows_ciphertext' };
    const pinned = JSON.parse(await decryptSecret({ ciphertext, keyVersion }, place)) as Pick<
      StandInRows,
      'fields' | 'rows'
    >;
    const rows = pinned.rows.filter((row) => !address.test(JSON.stringify(row)));
    if (rows.length === pinned.rows.length) continue;
    found += pinned.rows.length - rows.length;
    if (rows.length === 0) {
      await getDatabase().nodePin.deleteMany({ where: { id } });
      continue;
    }
    const text = JSON.stringify({ fields: pinned.fields, rows });
    const sealed = await encryptSecret(text, place);
    const content = { rowsCiphertext: sealed.ciphertext, rowsKeyVersion: sealed.keyVersion };
    const size = { rowCount: rows.length, sizeBytes: Buffer.byteLength(JSON.stringify(rows)) };
    // Rows that somebody pinned in the meantime are theirs.
    await getDatabase().nodePin.updateMany({
      where: { id, rowsCiphertext: ciphertext },
      data: { ...content, ...size },
    });
  }
  return found;
}

async function eraseFromSendings({ workspaceId, pattern, signal }: Erasing): Promise<number> {
  const address = new RegExp(pattern.javascript, 'iu');
  const sendings = await getDatabase().rowSend.findMany({ where: { workspaceId, outcomeCiphertext: { not: null } } });
  let found = 0;
  for (const { id, outcomeCiphertext: ciphertext, outcomeKeyVersion: keyVersion } of sendings) {
    signal.throwIfAborted();
    if (ciphertext === null || keyVersion === null) continue;
    const place = { workspaceId, table: 'row_sends', row: id, column: 'outcome_ciphertext' };
    if (!address.test(await decryptSecret({ ciphertext, keyVersion }, place))) continue;
    found += 1;
    await getDatabase().rowSend.update({ where: { id }, data: { outcomeCiphertext: null, outcomeKeyVersion: null } });
  }
  return found;
}
