import type { IncomingMessage } from 'node:http';

/** Cookie with the access token of one session. */
export function sessionCookie(session: string): string {
	return `concordia_${session}`;
}

/** Cookie of the holder of the host key. */
export const HOST_COOKIE = 'concordia_host';

/** A cookie that scripts can't read and other sites' forms don't send. */
export function setCookie(name: string, value: string, isSecure: boolean, maxAgeS: number): string {
	const secure = isSecure ? '; Secure' : '';
	return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeS}${secure}`;
}

export function readCookie(request: IncomingMessage, name: string): string | null {
	for (const part of (request.headers.cookie ?? '').split(';')) {
		const at = part.indexOf('=');
		if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
	}
	return null;
}
