/** Look of lists that float: menus, selects, comboboxes. */
export const floatingStyle =
  'rounded-card bg-floating shadow-float outline-none transition-[opacity,scale] origin-(--transform-origin) data-starting-style:scale-[0.98] data-starting-style:opacity-0 data-ending-style:opacity-0';

export const listItemStyle =
  'flex min-h-8 cursor-default select-none items-center gap-2 rounded-control px-2 py-1 text-ui outline-none data-highlighted:bg-ink/7 data-disabled:opacity-50 pointer-coarse:min-h-10';
