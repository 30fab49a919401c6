'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/dialog.tsx';
import { type ConnectorId, connectorIds } from '#core/contracts/connections.ts';
import { ConnectorCards } from './connector-cards.tsx';

interface ConnectorDialogProps {
  open: boolean;
  onClose: () => void;
  onChoose: (connector: ConnectorId) => void;
}

export function ConnectorDialog({ open, onClose, onChoose }: ConnectorDialogProps) {
  const t = useTranslations('connections');
  return (
    <Dialog open={open} onOpenChange={(isOpen) => isOpen || onClose()} title={t('choose')}>
      <div className="pb-2">
        <ConnectorCards connectors={connectorIds} onChoose={onChoose} />
      </div>
    </Dialog>
  );
}
