interface Tip {
  readonly element: HTMLElement;
}

export interface TooltipTimer<Shown extends Tip> {
  readonly point: (tip: Shown) => void;
  /** The pointer or the focus has left the element, or the tooltip itself. */
  readonly leave: (element: HTMLElement) => void;
  /** The pointer has reached the tooltip, which then stays. */
  readonly stay: () => void;
  readonly hide: () => void;
}

const showAfterMs = 300;
/** Time to get from the element into the tooltip. */
const hideAfterMs = 100;

/** When a tooltip comes and goes: after a moment, at once while another is in sight. */
export function createTooltipTimer<Shown extends Tip>(show: (tip: Shown | null) => void): TooltipTimer<Shown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted: HTMLElement | null = null;
  let isShown = false;
  function settle(tip: Shown | null): void {
    clearTimeout(timer);
    isShown = tip !== null;
    wanted = tip?.element ?? null;
    show(tip);
  }
  return {
    point(tip) {
      clearTimeout(timer);
      wanted = tip.element;
      if (isShown) settle(tip);
      else timer = setTimeout(() => settle(tip), showAfterMs);
    },
    leave(element) {
      if (wanted !== element) return;
      clearTimeout(timer);
      if (isShown) timer = setTimeout(() => settle(null), hideAfterMs);
      else wanted = null;
    },
    stay: () => clearTimeout(timer),
    hide: () => settle(null),
  };
}
