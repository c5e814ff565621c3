/** Codes with which the server closes a websocket, by reason. */
export const closeCodes = {
	malformed: 4400,
	unauthorized: 4401,
	forbidden: 4403,
	notFound: 4404,
	tooSlow: 4408,
	refused: 4409,
	tooLarge: 4413,
	tooMany: 4429
} as const;

export type CloseName = keyof typeof closeCodes;

/** The short reason sent along. For programs and logs; the sentence people read belongs to the app. */
export const closeReasons: Readonly<Record<CloseName, string>> = {
	malformed: 'malformed message',
	unauthorized: 'not signed in',
	forbidden: 'not allowed',
	notFound: 'no such room',
	tooSlow: 'too slow',
	refused: 'edit refused',
	tooLarge: 'message too large',
	tooMany: 'too many'
};

/** The name of a close code, or null when it is not one of ours. */
export function closeName(code: number): CloseName | null {
	for (const [name, value] of Object.entries(closeCodes)) {
		if (value === code) return name as CloseName;
	}
	return null;
}
