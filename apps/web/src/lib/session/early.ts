declare global {
	interface Window {
		/** Answers asked for by first/early.js, by path. */
		concordiaEarly?: Partial<Record<string, Promise<Response>>>;
	}
}

/** Fetches a path, or takes the answer that was asked for when the page began to load. Each is given once. */
export function fetchEarly(path: string, init?: RequestInit): Promise<Response> {
	const asked = globalThis.window?.concordiaEarly;
	const answer = asked?.[path];
	if (asked === undefined || answer === undefined) return fetch(path, init);
	delete asked[path];
	return answer;
}
