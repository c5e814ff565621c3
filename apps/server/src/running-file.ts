import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Where the server of a data folder can be reached while it runs. For the command line. */
export interface RunningFile {
	readonly pid: number;
	/** Address on this machine. */
	readonly local: string;
}

const nameIn = (folder: string): string => path.join(folder, 'running.json');

export async function writeRunning(folder: string, running: RunningFile): Promise<void> {
	await writeFile(nameIn(folder), `${JSON.stringify(running)}\n`, { mode: 0o600 });
}

export async function removeRunning(folder: string): Promise<void> {
	await rm(nameIn(folder), { force: true });
}

/** What a server wrote down, which may have died since; or null. */
export async function readRunning(folder: string): Promise<RunningFile | null> {
	try {
		const value = JSON.parse(await readFile(nameIn(folder), 'utf8')) as RunningFile;
		return typeof value.local === 'string' ? value : null;
	} catch {
		return null;
	}
}
