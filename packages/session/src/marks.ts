import type { Organization, Pattern } from './types.ts';

// Neighbours in the list differ clearly in hue and lightness. Gray and white stay free for "no organization".
const colors = [
	'blue',
	'orange',
	'teal',
	'purple',
	'yellow',
	'pink',
	'green',
	'indigo',
	'red',
	'lime'
] as const;
const patterns: readonly Pattern[] = [
	'solid',
	'stripes',
	'dots',
	'grid',
	'zigzag',
	'rings',
	'checks',
	'diagonal'
];

/** The marks of an organization: what its badge looks like. */
export type Marks = Pick<Organization, 'color' | 'pattern' | 'initials'>;

/**
 * Marks of the organization at a position of the session's list. The first eight differ in colour
 * and in pattern, the first eighty in the pair of both.
 */
export function defaultMarks(index: number, organization: { id: string; name: string }): Marks {
	const round = Math.floor(index / colors.length);
	return {
		color: colors[index % colors.length] ?? colors[0],
		pattern: patterns[((index % colors.length) + round) % patterns.length] ?? 'solid',
		initials: initialsOf(organization)
	};
}

/** Gives each organization of a session its marks; initials that would repeat get a number. */
export function markOrganizations(
	organizations: readonly { id: string; name: string }[]
): Organization[] {
	const taken = new Set<string>();
	return organizations.map((organization, index) => {
		const marks = defaultMarks(index, organization);
		let initials = marks.initials;
		for (let n = 2; taken.has(initials); n++)
			initials =
				Array.from(marks.initials)
					.slice(0, 3 - String(n).length)
					.join('') + n;
		taken.add(initials);
		return { id: organization.id, name: organization.name, ...marks, initials };
	});
}

// A code of up to three characters says most; else the first letters of the words of the name.
function initialsOf({ id, name }: { id: string; name: string }): string {
	if (id.length <= 3) return id;
	const words = name.match(/[\p{L}\p{N}]+/gu) ?? [id];
	const letters =
		words.length > 1
			? words.slice(0, 3).map((word) => Array.from(word)[0])
			: Array.from(words[0] ?? id).slice(0, 2);
	return letters.join('').toLocaleUpperCase('en');
}
