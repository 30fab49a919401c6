import { getDatabase } from '#core/platform/database.ts';
import type { HookEvent } from '#prisma/generated/client.ts';
import { eraseFromJson } from './erase-json.ts';
import { type Erasing, erasedText } from './erasing.ts';
import { type ErasureReceipt, receiptOf } from './erasure-receipt.ts';

const pageSize = 200;

/** Events that webhooks received: their bodies, and what the sender said beside them. */
export async function eraseFromEvents({ workspaceId, pattern, signal }: Erasing): Promise<ErasureReceipt[]> {
  const address = new RegExp(pattern.javascript, 'giu');
  let found = 0;
  let after: string | undefined;
  for (;;) {
    signal.throwIfAborted();
    const events = await getDatabase().hookEvent.findMany({
      where: { workspaceId, ...(after !== undefined && { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: pageSize,
    });
    for (const event of events) {
      const erased = eraseFromEvent(event, address);
      if (erased === null) continue;
      found += erased.rows;
      await getDatabase().hookEvent.update({ where: { id: event.id }, data: erased.data });
    }
    after = events.at(-1)?.id;
    if (events.length < pageSize) return [receiptOf('events', found)];
  }
}

function eraseFromEvent({ id, body, headers, dedupeKey }: HookEvent, address: RegExp) {
  const mentions = (text: string) => text.search(address) >= 0;
  const text = new TextDecoder().decode(body);
  const isBody = mentions(text);
  const heading = JSON.stringify(headers);
  if (!isBody && !mentions(heading) && !mentions(dedupeKey)) return null;
  const erased = isBody ? eraseFromBody(text, new RegExp(address.source, 'iu')) : { text, removed: 1 };
  const data = {
    ...(isBody && { body: new Uint8Array(Buffer.from(erased.text)) }),
    headers: JSON.parse(heading.replaceAll(address, erasedText)) as object,
    ...(mentions(dedupeKey) && { dedupeKey: `erased:${id}` }),
  };
  return { rows: erased.removed, data };
}

/** JSON loses its rows about the person; a form or a text is one row. */
function eraseFromBody(text: string, address: RegExp): { text: string; removed: number } {
  try {
    return eraseFromJson(text, address) ?? { text: '', removed: 1 };
  } catch {
    const lines = text.split('\n');
    const kept = lines.filter((line) => !address.test(line));
    return { text: kept.join('\n'), removed: lines.length - kept.length };
  }
}
