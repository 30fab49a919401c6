'use client';

import { useTranslations } from 'next-intl';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { ConnectorTile } from './connector-tile.tsx';

interface ConnectorCardsProps {
  connectors: readonly ConnectorId[];
  onChoose: (connector: ConnectorId) => void;
}

export function ConnectorCards({ connectors, onChoose }: ConnectorCardsProps) {
  const t = useTranslations('connections.kinds');
  return (
    <ul className="grid w-full gap-2 text-left">
      {connectors.map((connector) => (
        <li key={connector}>
          <button
            type="button"
            onClick={() => onChoose(connector)}
            className="flex w-full items-center gap-3 rounded-card border bg-surface p-3 text-left hover:border-accent"
          >
            <ConnectorTile connector={connector} />
            <span className="min-w-0">
              <span className="block font-medium text-body">{t(`${connector}.name`)}</span>
              <span className="block text-ink-2 text-ui">{t(`${connector}.text`)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
