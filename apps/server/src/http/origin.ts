import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';

/** Scheme and host under which the caller reaches this server. */
export function ownOrigin(request: IncomingMessage, config: Config): string {
	if (config.url !== null) return config.url;
	const proto = config.trustProxy ? firstOf(request.headers['x-forwarded-proto']) : null;
	const host =
		(config.trustProxy ? firstOf(request.headers['x-forwarded-host']) : null) ??
		request.headers.host ??
		'localhost';
	return `${proto === 'https' ? 'https' : 'http'}://${host}`;
}

/**
 * Whether a page may make this request. Browsers name the page's origin, which must be ours; programs
 * name none. Without a fixed public URL, ours is whatever host was asked for.
 */
export function isOwnPage(request: IncomingMessage, config: Config): boolean {
	const { origin } = request.headers;
	if (origin === undefined) {
		const site = request.headers['sec-fetch-site'];
		return site === undefined || site === 'same-origin' || site === 'none';
	}
	if (config.url !== null) return origin === config.url;
	const host = hostOf(origin);
	return host !== null && host === hostOf(ownOrigin(request, config));
}

/** Neither header has to be an address: whoever asks may write anything into both. */
function hostOf(address: string): string | null {
	return URL.canParse(address) ? new URL(address).host : null;
}

/**
 * The peer's address, behind a proxy the one the proxy saw: the last. What stands before it came with
 * the request and may be made up.
 */
export function addressOf(request: IncomingMessage, config: Config): string {
	const forwarded = config.trustProxy
		? String(request.headers['x-forwarded-for'] ?? '')
				.split(',')
				.at(-1)
				?.trim()
		: '';
	return forwarded || (request.socket.remoteAddress ?? '');
}

function firstOf(header: string | string[] | undefined): string | null {
	const value = Array.isArray(header) ? header[0] : header;
	const first = value?.split(',')[0]?.trim();
	return first === undefined || first === '' ? null : first;
}
