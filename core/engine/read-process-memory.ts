import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface ProcessMemory {
  readonly rssBytes: number;
  /** The most since the mark was reset; equals `rssBytes` where the system keeps no mark. */
  readonly peakRssBytes: number;
}

/** Resident memory of another process, or null when it is gone. */
export async function readProcessMemory(pid: number): Promise<ProcessMemory | null> {
  try {
    return process.platform === 'linux' ? await readFromProc(pid) : await readFromPs(pid);
  } catch {
    return null;
  }
}

async function readFromProc(pid: number): Promise<ProcessMemory | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const rssKb = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  const peakKb = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  if (rssKb === undefined || peakKb === undefined) return null;
  return { rssBytes: Number(rssKb) * 1024, peakRssBytes: Number(peakKb) * 1024 };
}

async function readFromPs(pid: number): Promise<ProcessMemory | null> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  const rssBytes = Number(stdout.trim()) * 1024;
  return rssBytes > 0 ? { rssBytes, peakRssBytes: rssBytes } : null;
}
