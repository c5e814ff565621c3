import type { Handle } from '@sveltejs/kit/hooks';

const headers: Readonly<Record<string, string>> = {
	'x-content-type-options': 'nosniff',
	// Addresses of sessions are nobody else's business.
	'referrer-policy': 'no-referrer',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy':
		'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()'
};

/** Adds what the content security policy (vite.config.ts) doesn't cover. */
export const handle: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
	return response;
};
