import { locale } from '#lib/i18n/index.svelte.ts';
import type { LayoutLoad } from './$types';

// Everything is drawn in the browser: the server knows no reader's language and holds no page state.
export const ssr = false;

export const load: LayoutLoad = async ({ url }) => {
	// A board opens with the texts it needs and fetches the others later.
	const isBoard = /^\/s\/[^/]+\/?$/.test(url.pathname);
	await Promise.all([locale.start(), isBoard ? null : locale.loadAll()]);
};
