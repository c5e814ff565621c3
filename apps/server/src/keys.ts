import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { World } from './room/world.ts';

/** A key in the data folder is not what it was written as. */
export class KeyDamaged extends Error {
	override readonly name = 'KeyDamaged';
}

const SEED_BYTES = 32;
const HOST_KEY = /^[\x21-\x7e]{8,}$/;
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
	const file = path.join(folder, 'host.key');
	const text = await readOrMake(file, () =>
		Buffer.from(world.randomBytes(24)).toString('base64url')
	);
	const key = text.trim();
	// An empty key would let in everybody who shows none.
	if (!HOST_KEY.test(key)) {
		throw new KeyDamaged(`${file} does not hold a key: remove it to have a new one made`);
	}
	return key;
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
	if (seed.length !== SEED_BYTES) {
		throw new KeyDamaged(
			`${file} does not hold a key of ${SEED_BYTES} bytes: bring it back from a backup`
		);
	}
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
	await writeOnce(file, text);
	return text;
}

// The file is there whole and on the disk, or not at all: whatever is signed with a key that a power
// cut takes away could never be continued.
async function writeOnce(file: string, text: string): Promise<void> {
	const partial = `${file}.partial`;
	await rm(partial, { force: true });
	const handle = await open(partial, 'wx', OWNER_ONLY);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(partial, file);
	const folder = await open(path.dirname(file), 'r');
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}
