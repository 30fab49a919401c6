import { soakQueue } from './soak-queue.test-kit.ts';

soakQueue(async () => null);
