/** What somebody pasted: an invitation, their own return link, a session's address, or a foreign link. */
export type PastedLink =
	| { readonly kind: 'invitation'; readonly token: string }
	| { readonly kind: 'return'; readonly token: string }
	| { readonly kind: 'session'; readonly session: string }
	| { readonly kind: 'elsewhere'; readonly host: string }
	| { readonly kind: 'unreadable' };

const tokenShape = /^[\w-]{16,256}$/;

/** Reads a pasted link or bare code. Mail programs wrap and decorate links, so this is forgiving. */
export function readLink(pasted: string, origin: string): PastedLink {
	const text = pasted
		.trim()
		.replace(/^<(.*)>$/s, '$1')
		.replaceAll(/\s+/g, '');
	if (tokenShape.test(text)) return { kind: 'invitation', token: text };
	let url: URL;
	try {
		url = new URL(text, `${origin}/`);
	} catch {
		return { kind: 'unreadable' };
	}
	if (url.origin !== origin) {
		return /^https?:$/.test(url.protocol)
			? { kind: 'elsewhere', host: url.host }
			: { kind: 'unreadable' };
	}
	const token = readToken(url.hash);
	if (url.pathname === '/join' && token) return { kind: 'invitation', token };
	if (url.pathname === '/return' && token) return { kind: 'return', token };
	const session = /^\/s\/([a-z0-9]{10,64})(?:\/|$)/.exec(url.pathname)?.[1];
	return session ? { kind: 'session', session } : { kind: 'unreadable' };
}

/** The token in an address's fragment; null when there is none that could be one. */
export function readToken(hash: string): string | null {
	let text = hash.replace(/^#/, '');
	try {
		text = decodeURIComponent(text);
	} catch {
		return null; // a stray % sign
	}
	return tokenShape.test(text) ? text : null;
}
