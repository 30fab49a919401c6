'use client';

import { FirstUse } from '#components/ui/first-use.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { UserMenuProps } from './user-menu.tsx';

const UserMenu = onDemand(async () => (await import('./user-menu.tsx')).UserMenu);

/** The button of whoever is signed in. */
export function UserMenuButton(props: UserMenuProps) {
  return (
    <FirstUse trigger={props.trigger} opens="menu" load={UserMenu.load}>
      <UserMenu {...props} />
    </FirstUse>
  );
}
