const tokens = /-?\p{N}+|\p{L}[\p{L}\p{M}]*/gu;
const month =
	/^(?:jan(?:uary?)?|feb(?:ruary?)?|mar(?:ch)?|märz?|apr(?:il)?|ma[iy]|jun[ei]?|jul[iy]?|aug(?:ust)?|sep(?:t|tember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)$/iu;

/**
 * What a document says, one word or number after the other. Engines write dates and numbers differently (`Sep` or
 * `Sept`, which kind of space): that must not look as if somebody had changed them.
 */
export function wordsIn(text: string): string {
	const words = text.normalize().match(tokens) ?? [];
	return words.map((word) => (month.test(word) ? word.slice(0, 3) : word)).join(' ');
}
