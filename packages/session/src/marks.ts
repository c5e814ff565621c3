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

/** Every colour a mark may have: the board's colour tokens. */
export const markColors: readonly string[] = [...colors, 'gray', 'white'];

/** Every pattern a mark may have. */
export const markPatterns: readonly Pattern[] = patterns;

/** An organization as the host gives it: what is left open gets a default. */
export type OrganizationInput = { readonly id: string; readonly name: string } & {
	readonly [Mark in keyof Marks]?: Marks[Mark] | undefined;
};

/**
 * Gives each organization of a session its marks: those the host chose, where they are sound, else
 * defaults. Initials that would repeat get a number.
 */
export function markOrganizations(organizations: readonly OrganizationInput[]): Organization[] {
	const taken = new Set<string>();
	const chosen = organizations.map(({ initials }) => {
		if (initials === undefined || !areInitials(initials) || taken.has(initials)) return null;
		taken.add(initials);
		return initials;
	});
	return organizations.map(({ id, name, color, pattern }, index) => {
		const marks = defaultMarks(index, { id, name });
		let initials = chosen[index] ?? null;
		if (initials === null) {
			initials = marks.initials;
			for (let n = 2; taken.has(initials); n++)
				initials =
					Array.from(marks.initials)
						.slice(0, 3 - String(n).length)
						.join('') + n;
			taken.add(initials);
		}
		return {
			id,
			name,
			color: color !== undefined && markColors.includes(color) ? color : marks.color,
			pattern: pattern !== undefined && patterns.includes(pattern) ? pattern : marks.pattern,
			initials
		};
	});
}

/** One to three letters or digits of any script. */
export function areInitials(text: string): boolean {
	return /^[\p{L}\p{N}]{1,3}$/u.test(text);
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
