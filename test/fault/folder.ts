import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../harness/server.ts';

/** A data folder that outlives the servers of a test and goes with the test. */
export function dataFolder(): string {
	const folder = temporaryFolder();
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** Whether this machine lets us mount disks of a chosen size. */
export async function canMount(): Promise<boolean> {
	const folder = temporaryFolder();
	const isMounted = await run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'none', folder);
	if (isMounted) await run('umount', folder);
	rmSync(folder, { recursive: true });
	return isMounted;
}

/** A data folder on a disk of so many KiB. */
export async function smallDisk(kib: number): Promise<string> {
	const folder = path.join(dataFolder(), 'disk');
	mkdirSync(folder);
	if (!(await run('mount', '-t', 'tmpfs', '-o', `size=${kib}k`, 'none', folder)))
		throw new Error('could not mount a disk');
	onTestFinished(async () => {
		await run('umount', '--lazy', folder);
	});
	return folder;
}

async function run(command: string, ...args: string[]): Promise<boolean> {
	const child = spawn(command, args, { stdio: 'ignore' });
	const ended: unknown[] = await Promise.race([once(child, 'close'), once(child, 'error')]);
	return ended[0] === 0;
}
