import type { Origin } from '@concordia/board/authorship';
import type { Organization } from '@concordia/session';
import type { Node } from '@tiptap/pm/model';
import type { Stretch } from './mark-layer.ts';

/** A run of words of one author in one paragraph. */
export interface AuthoredRun {
	readonly text: string;
	readonly origin: Origin | undefined;
	readonly from: number;
	readonly to: number;
}

/** The letters of an editor's document with where they come from. Empty when the two don't fit (for a moment). */
export function runsIn(
	doc: Node,
	origins: readonly (readonly (Origin | undefined)[])[]
): AuthoredRun[] {
	const letters = origins.flat();
	const runs: AuthoredRun[] = [];
	let next = 0;
	doc.descendants((node, pos, parent) => {
		if (!node.isText) return true;
		const text = node.text ?? '';
		const start = parent?.firstChild === node;
		for (let i = 0; i < text.length; i += 1) {
			const origin = letters[next];
			next += 1;
			const last = runs.at(-1);
			const goesOn = last?.to === pos + i && !(start && i === 0) && isSame(last.origin, origin);
			if (goesOn) runs[runs.length - 1] = { ...last, text: last.text + text[i]!, to: last.to + 1 };
			else runs.push({ text: text[i]!, origin, from: pos + i, to: pos + i + 1 });
		}
		return false;
	});
	return next === letters.length ? runs : [];
}

/** Did the same person write both, and bring them back? */
export function isSame(a: Origin | undefined, b: Origin | undefined): boolean {
	return a?.author === b?.author && a?.restoredBy === b?.restoredBy;
}

/** The runs as they are shown: in the colour of the organization, underlined in its pattern, with its initials. */
export function stretchesOf(
	runs: readonly AuthoredRun[],
	organizationOf: (origin: Origin | undefined) => Organization | null,
	tell: (origin: Origin | undefined) => string
): Stretch[] {
	return runs.map(({ origin, from, to }) => {
		const organization = organizationOf(origin);
		const look = organization
			? `org-${organization.color} pattern-${organization.pattern}`
			: 'org-gray pattern-none';
		return {
			from,
			to,
			class: `authored ${look}`,
			title: tell(origin),
			...(organization && { sign: organization.initials })
		};
	});
}

/** Words in a text, for figures. */
export function countWords(text: string): number {
	return text.split(/[\s\p{P}]+/u).filter((word) => word !== '').length;
}
