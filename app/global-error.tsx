'use client';

import './globals.css';

/** The last resort, when even the layout failed: no catalogue can be counted on here. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto flex min-h-dvh max-w-md flex-col items-center justify-center gap-4 px-4 text-center">
          <h1 className="font-semibold text-title">Telar could not open · Telar no se ha podido abrir</h1>
          <button
            type="button"
            onClick={reset}
            className="rounded-control bg-accent px-4 py-2 font-medium text-on-accent"
          >
            Try again · Reintentar
          </button>
        </main>
      </body>
    </html>
  );
}
