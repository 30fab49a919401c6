import { cookies } from 'next/headers';
import { isTheme, type Theme, themeCookie } from './themes.ts';

/** The reader's chosen theme, on the server, so that the first paint has it. */
export async function readTheme(): Promise<Theme> {
  const value = (await cookies()).get(themeCookie)?.value;
  return isTheme(value) ? value : 'system';
}
