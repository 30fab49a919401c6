import { type LucideIcon, Play, Plug, Settings, Workflow } from 'lucide-react';

interface NavItem {
  readonly key: 'pipelines' | 'runs' | 'connections' | 'settings';
  readonly href: string;
  readonly icon: LucideIcon;
}

export const navItems: readonly NavItem[] = [
  { key: 'pipelines', href: '/pipelines', icon: Workflow },
  { key: 'runs', href: '/runs', icon: Play },
  { key: 'connections', href: '/connections', icon: Plug },
  { key: 'settings', href: '/settings', icon: Settings },
];

export function isCurrent(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
