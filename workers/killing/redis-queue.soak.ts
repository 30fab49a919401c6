import { soakQueue } from './soak-queue.test-kit.ts';
import { startRedis } from './start-redis.test-kit.ts';

soakQueue(startRedis);
