import { constants, copyFile, link } from 'node:fs/promises';

/**
 * Makes the bytes at `source` readable at `path` inside a run's folder, without copying where the system allows.
 * A symbolic link would not do: the engine follows it and refuses what lies outside the folder.
 */
export async function placeFile(source: string, path: string): Promise<void> {
  try {
    await link(source, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    await copyFile(source, path, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  }
}
