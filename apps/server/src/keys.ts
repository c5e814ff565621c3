import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { World } from './room/world.ts';

const SEED_BYTES = 32;
const OWNER_ONLY = 0o600;

/** Makes the data folder, readable by its owner only. */
export async function makeDataFolder(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** The key that lets its holder create sessions: kept in the data folder, made at the first start. */
export async function readHostKey(
	folder: string,
	world: Pick<World, 'randomBytes'>
): Promise<string> {
	const text = await readOrMake(path.join(folder, 'host.key'), () =>
		Buffer.from(world.randomBytes(24)).toString('base64url')
	);
	return text.trim();
}

/** The host key as it lies in the data folder, or null. */
export async function findHostKey(folder: string): Promise<string | null> {
	try {
		return (await readFile(path.join(folder, 'host.key'), 'utf8')).trim();
	} catch {
		return null;
	}
}

/** Seed of the key that signs the logs. Who loses it can't go on with the logs that it signed. */
export async function readSigningSeed(
	folder: string,
	world: Pick<World, 'randomBytes'>
): Promise<Uint8Array> {
	const file = path.join(folder, 'log.key');
	const text = await readOrMake(file, () =>
		Buffer.from(world.randomBytes(SEED_BYTES)).toString('base64url')
	);
	const seed = new Uint8Array(Buffer.from(text.trim(), 'base64url'));
	if (seed.length !== SEED_BYTES)
		throw new Error(`${file} does not hold a key of ${SEED_BYTES} bytes`);
	return seed;
}

async function readOrMake(file: string, make: () => string): Promise<string> {
	try {
		const text = await readFile(file, 'utf8');
		await chmod(file, OWNER_ONLY);
		return text;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
	}
	const text = `${make()}\n`;
	await writeFile(file, text, { mode: OWNER_ONLY, flag: 'wx' });
	return text;
}
