import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secretsSchema = z.object({ sessionSecret: z.string().min(32), encryptionKey: z.string().min(43) });

export type Secrets = z.infer<typeof secretsSchema>;

/**
 * The installation's own secrets from `secrets.json` in the data folder, generated at the first start
 * and readable by their owner alone. Processes that start together find the same ones.
 */
export function readSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  return tryRead(path) ?? createSecrets(dataDir, path);
}

/** Replaces them in one step: whoever reads at the same time finds the former or the new ones, whole. */
export function writeSecrets(dataDir: string, secrets: Secrets): void {
  mkdirSync(dataDir, { recursive: true });
  renameSync(writeDraft(dataDir, secrets), join(dataDir, 'secrets.json'));
}

function tryRead(path: string): Secrets | null {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function createSecrets(dataDir: string, path: string): Secrets {
  const random = () => randomBytes(32).toString('base64');
  mkdirSync(dataDir, { recursive: true });
  const draft = writeDraft(dataDir, { sessionSecret: random(), encryptionKey: random() });
  try {
    // Linking fails where the file exists: of several processes, the first one's secrets stay.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return secretsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function writeDraft(dataDir: string, secrets: Secrets): string {
  const draft = join(dataDir, `secrets.json.${randomBytes(6).toString('hex')}`);
  writeFileSync(draft, JSON.stringify(secrets), { mode: 0o600, flush: true });
  return draft;
}
