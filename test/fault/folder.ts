import { rmSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../harness/server.ts';

/** A data folder that outlives the servers of a test and goes with the test. */
export function dataFolder(): string {
	const folder = temporaryFolder();
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}
