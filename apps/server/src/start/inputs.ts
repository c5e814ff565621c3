import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Folders and files that decide what the built pages are. */
const INPUTS = [
	'apps/web/src',
	'apps/web/static',
	'apps/web/chunks.ts',
	'apps/web/lean.ts',
	'apps/web/one-file.ts',
	'apps/web/vite.config.ts',
	'apps/web/vite.single.config.ts',
	'apps/web/package.json',
	'apps/web/tsconfig.json',
	'packages',
	'pnpm-lock.yaml'
];

const ignored = new Set(['node_modules', 'build', '.svelte-kit', 'test-results']);

/** One hash over all that the pages are built from. */
export async function hashInputs(root: string): Promise<string> {
	const hash = createHash('sha256');
	for (const input of INPUTS) {
		for await (const file of filesIn(path.join(root, input))) {
			const content = createHash('sha256')
				.update(await readFile(file))
				.digest('hex');
			hash.update(`${content}  ${path.relative(root, file)}\n`);
		}
	}
	return hash.digest('hex');
}

async function* filesIn(place: string): AsyncIterable<string> {
	let entries;
	try {
		entries = await readdir(place, { withFileTypes: true });
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOTDIR') yield place;
		else if (code !== 'ENOENT') throw error;
		return;
	}
	for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
		if (ignored.has(entry.name) || entry.name.endsWith('.tsbuildinfo')) continue;
		const inside = path.join(place, entry.name);
		if (entry.isDirectory()) yield* filesIn(inside);
		else if (entry.isFile()) yield inside;
	}
}
