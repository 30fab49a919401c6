'use client';

import { Menu as Base } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import type { ReactElement, ReactNode } from 'react';
import { joinClasses } from './join-classes.ts';
import { Kbd } from './kbd.tsx';
import { floatingStyle, listItemStyle } from './list-style.ts';

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement<Record<string, unknown>>;
  children: ReactNode;
  side?: 'top' | 'right' | 'bottom' | 'left';
  align?: 'start' | 'center' | 'end';
  className?: string;
  open?: boolean;
  defaultOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
}

export function Menu(props: MenuProps) {
  const { trigger, children, side = 'bottom', align = 'end', className, open, defaultOpen, onOpenChange } = props;
  return (
    <Base.Root open={open} defaultOpen={defaultOpen} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup className={joinClasses(floatingStyle, 'min-w-48 max-w-80 p-1', className)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface MenuItemProps {
  icon?: LucideIcon;
  children: ReactNode;
  shortcut?: string;
  /** Said in small under it. */
  detail?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

export function MenuItem({
  icon: Icon,
  children,
  shortcut,
  detail,
  danger = false,
  disabled,
  onSelect,
}: MenuItemProps) {
  return (
    <Base.Item disabled={disabled} onClick={onSelect} className={joinClasses(listItemStyle, danger && 'text-error')}>
      {Icon && <Icon aria-hidden className={joinClasses('size-4 shrink-0', !danger && 'text-ink-3')} />}
      <span className="min-w-0 flex-1">
        {children}
        {detail && <span className="block text-ink-3 text-meta">{detail}</span>}
      </span>
      {shortcut && <Kbd keys={shortcut} />}
    </Base.Item>
  );
}

export function MenuLink({ icon: Icon, children, href }: { icon?: LucideIcon; children: ReactNode; href: string }) {
  return (
    <Base.LinkItem render={<Link href={href} />} closeOnClick className={listItemStyle}>
      {Icon && <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />}
      <span className="min-w-0 flex-1">{children}</span>
    </Base.LinkItem>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}

interface MenuChoicesProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly { readonly value: Value; readonly label: string; readonly icon?: LucideIcon }[];
}

/** One of a few choices inside a menu. */
export function MenuChoices<Value extends string>({ label, value, onChange, choices }: MenuChoicesProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)} aria-label={label}>
      <div aria-hidden className="px-2 pt-1.5 pb-0.5 text-ink-3 text-meta">
        {label}
      </div>
      {choices.map(({ value: choice, label: text, icon: Icon }) => (
        <Base.RadioItem key={choice} value={choice} closeOnClick={false} className={listItemStyle}>
          {Icon && <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />}
          <span className="min-w-0 flex-1">{text}</span>
          <span className="size-4">
            <Base.RadioItemIndicator>
              <Check aria-hidden className="size-4 text-accent" />
            </Base.RadioItemIndicator>
          </span>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
