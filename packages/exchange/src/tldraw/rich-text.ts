import { asObject, asText } from '../raw.ts';

const maxDepth = 32;
const maxLength = 1_000_000;

/** The words of a document of TipTap, a line for each paragraph; lists keep their marks. */
export function plainText(document: unknown): string {
	const lines: string[] = [];
	let length = 0;
	const block = (nodes: unknown, mark: (index: number) => string, depth: number): void => {
		if (depth > maxDepth) return;
		for (const [index, node] of listOf(nodes).entries()) {
			if (length > maxLength) return;
			switch (node['type']) {
				case 'bulletList':
					block(node['content'], () => '- ', depth + 1);
					break;
				case 'orderedList':
					block(node['content'], (at) => `${at + 1}. `, depth + 1);
					break;
				case 'listItem':
					block(node['content'], () => mark(index), depth + 1);
					break;
				default: {
					const line = mark(index) + inline(node['content']);
					length += line.length;
					lines.push(line);
				}
			}
		}
	};
	block(asObject(document)?.['content'], () => '', 0);
	return lines.join('\n');
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
	if (!Array.isArray(value)) return [];
	return (value as unknown[]).map(asObject).filter((entry) => entry !== undefined);
}

function inline(nodes: unknown): string {
	return listOf(nodes)
		.map((node) => (node['type'] === 'hardBreak' ? '\n' : (asText(node['text']) ?? '')))
		.join('');
}
