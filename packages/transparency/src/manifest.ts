// In the form of `sha256sum`, so that `sha256sum -c manifest.txt` checks the files too.
import { sha256 } from '#sha256';
import { toHex } from './bytes.ts';
import { bad, good, type Result } from './result.ts';

/** Files of an export that the manifest leaves out: they stand above it (the log names the manifest's hash). */
export const outsideManifest: ReadonlySet<string> = new Set([
	'checkpoint',
	'log.jsonl',
	'manifest.txt'
]);

/** One line per file, by name; `hashBytes` of it is the `h` of the leaf of kind `export`. */
export function formatManifest(files: ReadonlyMap<string, Uint8Array>): string {
	return [...files]
		.filter(([name]) => !outsideManifest.has(name))
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, bytes]) => `${toHex(sha256(bytes))}  ${name}\n`)
		.join('');
}

/** File names and their hashes in hex. */
export function parseManifest(text: string): Result<Map<string, string>> {
	const hashes = new Map<string, string>();
	if (text !== '' && !text.endsWith('\n')) return bad('the last line is cut off');
	for (const [at, line] of text.split('\n').slice(0, -1).entries()) {
		const [, hash, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
		if (hash === undefined || name === undefined) return bad(`line ${at + 1} is malformed`);
		if (hashes.has(name)) return bad(`line ${at + 1} names a file again`);
		hashes.set(name, hash);
	}
	return good(hashes);
}
