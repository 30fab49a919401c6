import { House, type LucideIcon, OctagonAlert, Play, Plug, Settings, Workflow } from 'lucide-react';

interface NavItem {
  readonly key: 'home' | 'pipelines' | 'runs' | 'issues' | 'connections' | 'settings';
  readonly href: string;
  readonly icon: LucideIcon;
}

export const navItems: readonly NavItem[] = [
  { key: 'home', href: '/home', icon: House },
  { key: 'pipelines', href: '/pipelines', icon: Workflow },
  { key: 'runs', href: '/runs', icon: Play },
  { key: 'issues', href: '/issues', icon: OctagonAlert },
  { key: 'connections', href: '/connections', icon: Plug },
  { key: 'settings', href: '/settings', icon: Settings },
];

/** On a phone there is room for five: the settings are in the menu of the account. */
export const phoneNavItems = navItems.filter(({ key }) => key !== 'settings');

export function isCurrent(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
