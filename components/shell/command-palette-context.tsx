'use client';

import dynamic from 'next/dynamic';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

const CommandPalette = dynamic(() => import('./command-palette.tsx').then((module) => module.CommandPalette), {
  ssr: false,
});

const CommandPaletteContext = createContext<{ open: () => void }>({ open: () => {} });

/** Holds the palette that mod+K opens from anywhere. */
export function CommandPaletteProvider({ children }: { children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const value = useMemo(() => ({ open: () => setIsOpen(true) }), []);
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
      {wasOpened && <CommandPalette open={isOpen} onOpenChange={setIsOpen} />}
    </CommandPaletteContext>
  );
}

export function useCommandPalette(): { open: () => void } {
  return useContext(CommandPaletteContext);
}
