/** Look of every box one types or chooses in. */
export const controlStyle =
  'w-full min-w-0 rounded-control border border-line-strong/80 bg-surface text-ink text-ui outline-none hover:border-line-strong focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-accent focus-visible:-outline-offset-1 data-invalid:border-error disabled:bg-raised disabled:text-ink-3 pointer-coarse:text-title';
