/**
 * Why an edit was turned away as a whole. The first group is about bytes and can only come from a
 * faulty or hostile program; the second about what the document allows; the third about rights.
 */
export const refusalCodes = [
	'malformed',
	'too-large',
	'too-deep',
	'content-kind',
	'duplicate-section',
	'skip',
	'bad-length',

	'gap',
	'dangling',
	'forward-reference',
	'cross-parent',
	'overlap-mismatch',
	'not-a-type',
	'unknown-root',
	'shape',

	'foreign-client',
	'too-many-clients',
	'not-allowed',
	'read-only',
	'consent-missing',
	'schema-fixed',
	'other-organization',
	'locked',
	'other-author',
	'other-reaction'
] as const;

export type RefusalCode = (typeof refusalCodes)[number];
