import { dev } from '$app/env';
import type { Handle } from '@sveltejs/kit/hooks';
import early from '../first/early.js?raw';
import preferences from '../first/preferences.js?raw';
import { KeptPages } from './kept-pages.ts';

const headers: Readonly<Record<string, string>> = {
	'x-content-type-options': 'nosniff',
	// Addresses of sessions are nobody else's business.
	'referrer-policy': 'no-referrer',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy':
		'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()'
};

/** Scripts, styles, and of the fonts the one that most languages are written in. */
function isNeededAtOnce({ type, path }: { type: string; path: string }): boolean {
	return type === 'js' || type === 'css' || path.includes('sans-3-latin-wght-normal');
}

/** They stand in the page: it would wait for files. The content security policy names them (vite.config.ts). */
const firstScripts = [early, preferences].map((text) => `<script>${text}</script>`).join('');

const kept = new KeptPages();

/** Adds what the content security policy (vite.config.ts) doesn't cover, and makes each page once. */
export const handle: Handle = async ({ event, resolve }) => {
	const make = async (): Promise<Response> => {
		const response = await resolve(event, {
			preload: isNeededAtOnce,
			transformPageChunk: ({ html }) => html.replace('<!-- first scripts -->', () => firstScripts)
		});
		for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
		return response;
	};
	return dev || event.isDataRequest ? make() : kept.answer(event.route.id, event.request, make);
};
