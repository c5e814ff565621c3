import { bad, good, type Result } from '@concordia/transparency';
import { unzipSync } from 'fflate';

/** More than any export of ours; a small file that claims more is made to fill the memory. */
const MOST_BYTES = 2 ** 30;

/** The files of a zip, by name. Synchronous: workers from text are forbidden on our pages. */
export function openZip(bytes: Uint8Array): Result<Map<string, Uint8Array>> {
	let total = 0;
	let files: Record<string, Uint8Array>;
	try {
		files = unzipSync(bytes, {
			filter: ({ originalSize }) => {
				total += originalSize;
				return total <= MOST_BYTES;
			}
		});
	} catch {
		return bad('not-a-zip');
	}
	if (total > MOST_BYTES) return bad('too-large');
	const entries = Object.entries(files).filter(([name]) => !name.endsWith('/'));
	return good(new Map(withoutFolder(entries)));
}

/** Whether these are the bytes of a zip, in order or not. */
export function looksZipped(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/** Unpacked and packed again by hand, everything often stands in one folder more. */
function withoutFolder(files: [string, Uint8Array][]): [string, Uint8Array][] {
	const inside = files.find(([name]) => name.endsWith('/log.jsonl'))?.[0];
	if (inside === undefined || files.some(([name]) => name === 'log.jsonl')) return files;
	const folder = inside.slice(0, -'log.jsonl'.length);
	return files.map(([name, bytes]) => [
		name.startsWith(folder) ? name.slice(folder.length) : name,
		bytes
	]);
}
