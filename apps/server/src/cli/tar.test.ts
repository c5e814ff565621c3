import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packFiles, unpackFiles } from './tar.ts';

let folder = '';
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'concordia-tar-'));
	await mkdir(path.join(folder, 'out'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const sizes = [0, 1, 511, 512, 513, 200_000];
const names = new Set(sizes.map((size) => `file-${size}`));

async function pack(): Promise<string> {
	const files = [];
	for (const size of sizes) {
		const from = path.join(folder, `source-${size}`);
		await writeFile(from, Buffer.alloc(size, size % 251));
		files.push({ name: `file-${size}`, from });
	}
	const target = path.join(folder, 'backup.tgz');
	await packFiles(files, target);
	return target;
}

test('files of every size come back as they were, and only for their owner', async () => {
	const target = await pack();
	expect((await stat(target)).mode & 0o777).toBe(0o600);
	const out = path.join(folder, 'out');
	expect(await unpackFiles(target, out, names)).toEqual([...names]);
	for (const size of sizes) {
		expect(await readFile(path.join(out, `file-${size}`))).toEqual(Buffer.alloc(size, size % 251));
	}
});

test('an archive that is there already is not overwritten', async () => {
	await pack();
	await expect(pack()).rejects.toMatchObject({ code: 'EEXIST' });
});

test('a name that is not expected is refused, whatever it is', async () => {
	const target = await pack();
	await expect(unpackFiles(target, path.join(folder, 'out'), new Set(['file-0']))).rejects.toThrow(
		/unexpected file/
	);
});

test('a damaged archive is refused', async () => {
	const target = await pack();
	const bytes = await readFile(target);
	await writeFile(target, bytes.subarray(0, bytes.length - 40));
	await expect(unpackFiles(target, path.join(folder, 'out'), names)).rejects.toThrow(
		/end of file|missing|cut off/
	);
});
