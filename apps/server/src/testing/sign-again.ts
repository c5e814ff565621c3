import {
	createSigner,
	formatLeaf,
	formatLogLine,
	formatManifest,
	hashBytes,
	parseLeaf,
	parseLogLine,
	signCheckpoint,
	Tree,
	type Leaf
} from '@concordia/transparency';
import type { Workshop } from './workshop.ts';

export type Files = Map<string, Uint8Array>;

/** The lines of an export's log. */
export const linesIn = (files: Files): string[] =>
	new TextDecoder().decode(files.get('log.jsonl')).split('\n').slice(0, -1);

/** Signs whatever the log is now, with a list of whatever the files are now. */
export function signAgain(workshop: Workshop, files: Files, change: (leaf: Leaf) => Leaf): Files {
	const signer = createSigner(workshop.seed, workshop.session.origin);
	const manifest = new TextEncoder().encode(formatManifest(files));
	const tree = Tree.empty();
	const all = linesIn(files);
	const lines = all.map((text, at) => {
		const line = parseLogLine(text);
		const leaf = line.ok ? parseLeaf(line.value.leaf) : line;
		if (!line.ok || !leaf.ok) throw new Error('the export is not in order itself');
		const { value } = leaf;
		const named =
			value.k === 'export' && at === all.length - 1 ? { ...value, h: hashBytes(manifest) } : value;
		const written = formatLeaf(change(named));
		tree.append(written);
		return `${formatLogLine({ ...line.value, leaf: written })}\n`;
	});
	const { size } = tree;
	const note = signCheckpoint({ origin: signer.name, size, root: tree.root() }, signer);
	return new Map(files)
		.set('manifest.txt', manifest)
		.set('log.jsonl', new TextEncoder().encode(lines.join('')))
		.set('checkpoint', new TextEncoder().encode(note));
}
