/** Where settings stand: at the right, on a phone at the bottom. */
export const panelStyle =
  'flex min-h-0 flex-col border-line bg-surface max-md:absolute max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:max-h-[70dvh] max-md:rounded-t-card max-md:border-t max-md:shadow-float md:w-[400px] md:shrink-0 md:border-l md:data-wide:w-[min(760px,60vw)]';
