import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findHostKey, makeDataFolder, readHostKey, readSigningSeed } from './keys.ts';
import { FakeWorld } from './testing/world.ts';

let folder = '';
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'concordia-keys-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('keys are made once, kept, and readable by their owner only', async () => {
	const world = new FakeWorld();
	const key = await readHostKey(folder, world);
	const seed = await readSigningSeed(folder, world);
	expect(await readHostKey(folder, world)).toBe(key);
	expect(await readSigningSeed(folder, world)).toEqual(seed);
	expect(await findHostKey(folder)).toBe(key);
	expect(seed).toHaveLength(32);
	for (const name of ['host.key', 'log.key']) {
		expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
	}
});

test('a data folder is made for its owner only', async () => {
	const data = path.join(folder, 'new', 'data');
	await makeDataFolder(data);
	expect((await stat(data)).mode & 0o777).toBe(0o700);
});

test.each(['', '\n', 'short'])(
	'a host key of %j lets nobody in: the start is refused',
	async (text) => {
		await writeFile(path.join(folder, 'host.key'), text);
		await expect(readHostKey(folder, new FakeWorld())).rejects.toThrow(/does not hold a key/);
	}
);

test('what a cut-off start left behind is no key', async () => {
	await writeFile(path.join(folder, 'log.key.partial'), 'half');
	await readSigningSeed(folder, new FakeWorld());
	expect(await readdir(folder)).toEqual(['log.key']);
});

test('a damaged signing key is no reason to make a new one', async () => {
	await writeFile(path.join(folder, 'log.key'), 'short\n');
	await expect(readSigningSeed(folder, new FakeWorld())).rejects.toThrow(/does not hold a key/);
});
