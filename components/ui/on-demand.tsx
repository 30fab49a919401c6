'use client';

import { type ComponentType, createElement, useEffect, useState } from 'react';

type OnDemand<Props> = ComponentType<Props> & { readonly load: () => Promise<void> };

/**
 * A component that is loaded when it is first shown, or earlier by its `load`. Nothing stands in its place until then;
 * who has no connection keeps the rest of the page, and gets it when the connection is back.
 */
export function onDemand<Props extends object>(bring: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  let Loaded: ComponentType<Props> | undefined;
  const load = async () => {
    Loaded ??= await bring();
  };
  // biome-ignore lint/correctness/noComponentHookFactories: called once per part, when its module is read
  function Part(props: Props) {
    const [isLoaded, setLoaded] = useState(Loaded !== undefined);
    useEffect(() => {
      if (isLoaded) return;
      const attempt = () =>
        load().then(
          () => setLoaded(true),
          () => undefined,
        );
      void attempt();
      window.addEventListener('online', attempt);
      return () => window.removeEventListener('online', attempt);
    }, [isLoaded]);
    return Loaded === undefined ? null : createElement(Loaded, props);
  }
  return Object.assign(Part, { load });
}
