/** The host key in an address's fragment (`/host#<key>`); null when there is none. */
export function readHostKey(hash: string): string | null {
	const text = hash.replace(/^#/, '');
	try {
		return decodeURIComponent(text).trim() || null;
	} catch {
		return text; // a % sign that is part of the key
	}
}
