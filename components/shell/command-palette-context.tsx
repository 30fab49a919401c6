'use client';

import dynamic from 'next/dynamic';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { CommandSource } from './command.ts';

const CommandPalette = dynamic(() => import('./command-palette.tsx').then((module) => module.CommandPalette), {
  ssr: false,
});

interface CommandPaletteControl {
  readonly open: () => void;
  /** Adds what a part of the screen offers, until the answer is called. */
  readonly addSource: (source: CommandSource) => () => void;
}

const CommandPaletteContext = createContext<CommandPaletteControl>({ open: () => {}, addSource: () => () => {} });

/** Holds the palette that mod+K opens from anywhere, and what the screen at hand adds to it. */
export function CommandPaletteProvider({ children }: { children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const [sources] = useState(() => new Set<CommandSource>());
  const value = useMemo(
    () => ({
      open: () => setIsOpen(true),
      addSource: (source: CommandSource) => {
        sources.add(source);
        return () => sources.delete(source);
      },
    }),
    [sources],
  );
  if (isOpen && !wasOpened) setWasOpened(true);
  useEffect(() => {
    const toggleOnKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setIsOpen((current) => !current);
    };
    window.addEventListener('keydown', toggleOnKey);
    return () => window.removeEventListener('keydown', toggleOnKey);
  }, []);
  return (
    <CommandPaletteContext value={value}>
      {children}
      {wasOpened && <CommandPalette open={isOpen} onOpenChange={setIsOpen} sources={sources} />}
    </CommandPaletteContext>
  );
}

export function useCommandPalette(): CommandPaletteControl {
  return useContext(CommandPaletteContext);
}

/** Offers commands in the palette while the component is there; they are asked for when the palette opens. */
export function useCommandSource(source: CommandSource): void {
  const { addSource } = useCommandPalette();
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  useEffect(() => addSource(() => latest.current()), [addSource]);
}
