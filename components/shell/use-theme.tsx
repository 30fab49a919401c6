'use client';

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { setCookie } from './set-cookie.ts';
import { type Theme, themeCookie } from './themes.ts';

interface ThemeChoice {
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
}

const ThemeContext = createContext<ThemeChoice>({ theme: 'system', setTheme: () => {} });

export function ThemeProvider({ initial, children }: { initial: Theme; children: ReactNode }) {
  const [theme, setThemeState] = useState(initial);
  const choice = useMemo(
    () => ({
      theme,
      setTheme: (next: Theme) => {
        document.documentElement.dataset.theme = next;
        setCookie(themeCookie, next);
        setThemeState(next);
      },
    }),
    [theme],
  );
  return <ThemeContext value={choice}>{children}</ThemeContext>;
}

/** The theme and how to change it; the change is painted at once and remembered by a cookie. */
export function useTheme(): ThemeChoice {
  return useContext(ThemeContext);
}
