import { useState } from 'react';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { Autosave } from './autosave.ts';
import { useBuilder } from './builder-context.tsx';

// Most visits open none of them, so each comes with its first use.
const ConnectDialog = onDemand(async () => (await import('#components/outline/connect-dialog.tsx')).ConnectDialog);
const RemapDialog = onDemand(async () => (await import('./remap-dialog.tsx')).RemapDialog);
const PasteRowsDialog = onDemand(async () => (await import('./paste-rows-dialog.tsx')).PasteRowsDialog);
const TestSheet = onDemand(async () => (await import('#components/test-run/test-sheet.tsx')).TestSheet);
const PinRowsDialog = onDemand(async () => (await import('#components/test-run/pin-rows-dialog.tsx')).PinRowsDialog);
const SendRowDialog = onDemand(async () => (await import('#components/test-run/send-row-dialog.tsx')).SendRowDialog);
const ShortcutSheet = onDemand(async () => (await import('./shortcut-sheet.tsx')).ShortcutSheet);
const ConflictDialog = onDemand(async () => (await import('./conflict-dialog.tsx')).ConflictDialog);

interface BuilderDialogsProps {
  readonly name: string;
  readonly autosave: Autosave;
  readonly isPhone: boolean;
}

/** Every question the builder can ask over the canvas. */
export function BuilderDialogs({ name, autosave, isPhone }: BuilderDialogsProps) {
  const isConnecting = useBuilder((state) => state.connectingId !== null);
  const isPasting = useBuilder((state) => state.pendingPaste !== null);
  const isPastingRows = useBuilder((state) => state.pastedRows !== null);
  const isTesting = useBuilder((state) => state.test !== null);
  const isPinning = useBuilder((state) => state.pinEditing !== null);
  const isSending = useBuilder((state) => state.sending !== null);
  const wasHelpOpen = useWasTrue(useBuilder((state) => state.helpOpen));
  const inConflict = useBuilder((state) => state.saveState.kind === 'conflict');
  return (
    <>
      {isConnecting && <ConnectDialog />}
      {isPasting && <RemapDialog />}
      {isPastingRows && <PasteRowsDialog />}
      {isPhone && isTesting && <TestSheet />}
      {isPinning && <PinRowsDialog />}
      {isSending && <SendRowDialog />}
      {wasHelpOpen && <ShortcutSheet />}
      {inConflict && <ConflictDialog name={name} autosave={autosave} />}
    </>
  );
}

/** Whether the value has been true, so that what it shows can also leave gently. */
function useWasTrue(value: boolean): boolean {
  const [was, setWas] = useState(value);
  if (value && !was) setWas(true);
  return was || value;
}
